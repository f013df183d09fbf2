/** The yardstick: the same collector with the same checks and answers, whose store keeps nothing. */
import { createHash } from 'node:crypto';
import { createCollector, listen } from '../dist/app.js';

const database = {
  name: 'nothing',
  shared: true,
  gone: new Promise(() => {}),
  query: async () => [],
  transaction: (work) => work(async () => []),
  close: async () => {},
};
const store = {
  database,
  insert: async () => 'accepted',
  known: async () => new Set(),
  counters: { add: () => {} },
  hashOf: (project, key) => createHash('sha256').update(`${project} ${key}`).digest('base64url'),
  close: async () => {},
};
const collector = createCollector({
  store,
  projects: { bench: { origins: [] } },
  adminToken: 'a-token-of-the-bench',
  limits: { perIpPerMinute: 0, perProjectPerMinute: 0 },
});
const { url } = await listen(collector.app, { host: '127.0.0.1', port: 0 });
console.log(`ready ${JSON.stringify({ url })}`);
