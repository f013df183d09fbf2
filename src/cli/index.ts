#!/usr/bin/env node
import { VERSION } from '../version';
import { conformance } from './conformance/run';
import { isTag } from './survey/checks/tags';
import { surveyCommand } from './survey/run';

const USAGE = `earshot conformance ENDPOINT [--project NAME] [--origin URL]

Asks a collector everything that the wire format promises, and says what to mend. What it sends is marked as a test.
  ENDPOINT   where batches are posted, for example http://localhost:8787/v1/submissions
  --project  a project that the collector takes records for (default: demo)
  --origin   the site that the records come from (default: the endpoint's own origin)

earshot survey FILE… [--lang TAG] [--check]

Checks files of surveys and draws each of their screens. Ends with 1 where something is wrong (✗), not for what may be
meant so (!).
  FILE       a survey as JSON, or { "surveys": { "name": { … } } } as the option "config" reads it
  --lang     the language that texts are shown in, where they are given in several (default: en)
  --check    only checks

earshot --version, earshot --help`;

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
} else if (command === '--version' || command === '-v') {
  console.log(VERSION);
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
  const tagged = words.includes('--lang');
  const language = option('lang') ?? (tagged ? '' : 'en');
  const draw = !flag('check');
  const unknown = words.find((word) => word.startsWith('-'));
  if (!isTag(language)) misused(`--lang wants a language tag, as "en" or "pt-BR"; it is "${language}".`);
  else if (unknown) misused(`${unknown} is not known here.`);
  else if (!words.length) misused('FILE is missing.');
  else process.exitCode = (await surveyCommand({ files: words, language, draw }, console.log)).failed ? 1 : 0;
} else misused(command === undefined ? '' : `There is no command "${command}".`);
