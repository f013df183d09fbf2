import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type Collector, type CollectorOptions, createCollector, openStore, type Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import type { StoredSubmission } from '../../src/storage/list';
import { newDataFolder } from './data-folder';
import { batch } from './records';

export const TOKEN = 'a-token-of-the-tests';
export const SHOP = 'https://shop.example';

/** A database for one test file: a schema of its own on TEST_DATABASE_URL when that is set, else a data folder of its own. */
export const testStore = async (): Promise<Store> => {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) {
    const dataDir = await newDataFolder();
    const store = await openStore({ dataDir });
    return {
      ...store,
      async close() {
        await store.close();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  }
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const store = await openStore({ postgres: { url, schema } });
  return {
    ...store,
    async close() {
      await store.database.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await store.close();
    },
  };
};

export interface TestCollector extends Collector {
  store: Store;
  logged: string[];
  /** POSTs a body (text as it is, anything else as JSON) with the shop's origin. */
  post(body: unknown, headers?: Record<string, string | undefined>): Promise<Response>;
  /** POSTs records and returns what became of each, as `status` or `status code`. */
  send(records: unknown[], project?: string): Promise<string[]>;
  rows(project?: string): Promise<StoredSubmission[]>;
  bodies(project?: string): Promise<FeedbackRecord[]>;
  counters(project?: string): Promise<Record<string, number>>;
}

/** A collector on `store` in this process, asked without a socket. */
export const testCollector = (store: Store, options: Partial<CollectorOptions> = {}): TestCollector => {
  const logged: string[] = [];
  const collector = createCollector({
    store,
    projects: { shop: { origins: [SHOP] }, other: { origins: ['*'] } },
    adminToken: TOKEN,
    log: (line) => logged.push(line),
    ...options,
  });
  const admin = async (path: string) => {
    const response = await collector.app.request(path, { headers: { Authorization: `Bearer ${TOKEN}` } });
    return JSON.parse(await response.text());
  };
  const test: TestCollector = {
    ...collector,
    store,
    logged,
    post: async (body, headers = {}) =>
      collector.app.request('/v1/submissions', {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: Object.entries({ 'Content-Type': 'text/plain;charset=UTF-8', Origin: SHOP, ...headers }).filter(
          (pair): pair is [string, string] => pair[1] !== undefined,
        ),
      }),
    async send(records, project = 'shop') {
      const response = await test.post(batch(records, { project }));
      const { results } = (await response.json()) as { results: { status: string; code?: string }[] };
      return results.map(({ status, code }) => (code ? `${status} ${code}` : status));
    },
    rows: async (project = 'shop') => (await admin(`/v1/admin/submissions?limit=1000&project=${project}`)).submissions,
    bodies: async (project) => (await test.rows(project)).map(({ record }) => record),
    counters: async (project = 'shop') => (await admin('/v1/admin/counters')).projects[project] ?? {},
  };
  return test;
};
