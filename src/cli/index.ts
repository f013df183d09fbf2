#!/usr/bin/env node
import { conformance } from './conformance/run';
import { surveyCommand } from './survey/run';

const USAGE = `earshot conformance ENDPOINT [--project NAME] [--origin URL]

Asks a collector everything that the wire format promises, and says what to mend. What it sends is marked as a test.
  ENDPOINT   where batches are posted, for example http://localhost:8787/v1/submissions
  --project  a project that the collector takes records for (default: demo)
  --origin   the site that the records come from (default: the endpoint's own origin)

earshot survey FILE [--lang TAG] [--check]

Checks a file of surveys and draws each of their screens.
  FILE       a survey as JSON, or { "surveys": { "name": { … } } } as the option "config" reads it
  --lang     the language that texts are shown in, where they are given in several (default: en)
  --check    only checks

earshot --help shows this.`;

const [command, ...words] = process.argv.slice(2);
const option = (name: string) => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? undefined : words.splice(at, 2)[1];
};
const flag = (name: string) => {
  const at = words.indexOf(`--${name}`);
  return at >= 0 && !!words.splice(at, 1);
};

const misused = (why = '') => {
  console.error(why ? `${why}\n\n${USAGE}` : USAGE);
  process.exitCode = 2;
};

if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  console.log(USAGE);
} else if (command === 'conformance') {
  const project = option('project') ?? 'demo';
  const origin = option('origin');
  const [endpoint, ...others] = words;
  if (!endpoint || others.length) misused();
  else if (!URL.canParse(endpoint)) misused(`${endpoint} is no URL.`);
  else {
    const { failed } = await conformance(
      { endpoint, project, origin: origin ?? new URL(endpoint).origin },
      console.log,
    );
    process.exitCode = failed ? 1 : 0;
  }
} else if (command === 'survey') {
  const language = option('lang') ?? 'en';
  const draw = !flag('check');
  const [file, ...others] = words;
  if (!file) misused('FILE is missing.');
  else if (others.length) misused(`${others[0]} is not known here.`);
  else process.exitCode = (await surveyCommand({ file, language, draw }, console.log)).failed ? 1 : 0;
} else misused(command === undefined ? '' : `There is no command "${command}".`);
