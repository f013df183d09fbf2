#!/usr/bin/env node
import { conformance } from './conformance/run';

const USAGE = `earshot conformance ENDPOINT [--project NAME] [--origin URL]

Asks a collector everything that the wire format promises, and says what to mend. What it sends is marked as a test.
  ENDPOINT   where batches are posted, for example http://localhost:8787/v1/submissions
  --project  a project that the collector takes records for (default: demo)
  --origin   the site that the records come from (default: the endpoint's own origin)`;

const [command, ...words] = process.argv.slice(2);
const option = (name: string) => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? undefined : words.splice(at, 2)[1];
};
const project = option('project') ?? 'demo';
const origin = option('origin');
const [endpoint, ...others] = words;

if (command !== 'conformance' || !endpoint || others.length || !URL.canParse(endpoint)) {
  console.error(endpoint && !URL.canParse(endpoint) ? `${endpoint} is no URL.\n\n${USAGE}` : USAGE);
  process.exitCode = 2;
} else {
  const { failed } = await conformance({ endpoint, project, origin: origin ?? new URL(endpoint).origin }, console.log);
  process.exitCode = failed ? 1 : 0;
}
