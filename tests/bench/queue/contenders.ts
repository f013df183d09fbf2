import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULTS } from '../../../src/parse-options';
import type { Rows } from './rows';

const ROOT = join(import.meta.dirname, '../../..');
const HOUR_MS = 3_600_000;

/** Queues on pages that can hold 10,000 records, where nobody's default would. */
const MOST = { maxRecords: 20_000, maxBytes: 1e9 };

/** What everybody is given to keep and to send. */
const WORDS = 'The form asked for my address twice.';

export interface PageSettings {
  assets: string;
  endpoint: string;
  /** false: nothing is tried on the network, so that many wait and no attempt falls into a sample. */
  sends: boolean;
}

/** One queue: where its rows lie, its page, and how its requests are read. */
export interface Contender {
  key: 'earshot' | 'workbox' | 'sentry';
  name: string;
  version: string;
  rows: Rows;
  /** Script tags that leave `window.contender` (`OnPage`). */
  scripts(settings: PageSettings): string;
  /** Ids of the records in the body of a request. */
  idsIn(body: string): string[];
  /** From navigation until it has begun to send what waits, at the latest, and some more. */
  startMs: number;
}

/** What each page leaves as `window.contender`. */
export interface OnPage {
  ready: Promise<unknown>;
  /** Resolves when the words are stored (or sent), as this contender understands it. */
  submit(body: string): Promise<unknown>;
}

const versionIn = (folder: string) =>
  (JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as { version: string }).version;

const installed = (name: string) => versionIn(`tests/bench/peers/node_modules/${name}`);

const peerScript = (file: string, { assets, endpoint, sends }: PageSettings) =>
  `<script crossorigin src="${assets}/${file}" data-endpoint="${endpoint}" data-send="${sends}"></script>`;

const earshotScripts = ({ assets, endpoint, sends }: PageSettings) => {
  // after one failed attempt it is quiet for an hour
  const timing = sends ? {} : { timing: { ...DEFAULTS.timing, backoffBaseMs: HOUR_MS, backoffMaxMs: HOUR_MS } };
  return `<script>
window.earshot = function () { (earshot.q = earshot.q || []).push(arguments) };
window.contender = {
  ready: new Promise((resolve) => earshot('on', 'ready', resolve)),
  async submit() {
    const outcome = await earshot('submit', { answers: [{ question: 'comment', type: 'text', value: ${JSON.stringify(WORDS)}, prompt: 'What happened?' }] });
    if (!outcome || outcome.kept !== 'device') throw new Error('not durable: ' + JSON.stringify(outcome));
  },
};
</script><script type="application/json" data-earshot-config>${JSON.stringify({ ...MOST, ...timing })}</script>
<script async crossorigin src="${assets}/earshot.js" data-endpoint="${endpoint}" data-project="queue"></script>`;
};

/** The three, in the order of the table. Versions are those that are installed. */
export const contenders = (): [Contender, Contender, Contender] => [
  {
    key: 'earshot',
    name: 'Earshot',
    version: versionIn('.'),
    rows: {
      database: 'earshot:queue',
      store: 'kv',
      prefix: 'q:',
      fresh: { lease: 0, by: '', tries: 0, solo: 0, next: 0 },
    },
    scripts: earshotScripts,
    idsIn: (body) => (JSON.parse(body) as { records: { id: string }[] }).records.map(({ id }) => id),
    startMs: 3_000,
  },
  {
    key: 'workbox',
    name: 'workbox-background-sync',
    version: installed('workbox-background-sync'),
    rows: { database: 'workbox-background-sync', store: 'requests' },
    scripts: (settings) => peerScript('workbox.js', settings),
    idsIn: (body) => [(JSON.parse(body) as { id: string }).id],
    startMs: 3_000,
  },
  {
    key: 'sentry',
    name: 'Sentry offline transport',
    version: installed('@sentry/browser'),
    rows: { database: 'sentry-offline', store: 'queue' },
    scripts: (settings) => peerScript('sentry.js', settings),
    // an envelope is lines of JSON: its head, the head of the item, the item
    idsIn: (body) => [(JSON.parse(body.trimEnd().split('\n').at(-1)!) as { id: string }).id],
    startMs: 6_500, // it waits 5 s
  },
];
