import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type Collector, type CollectorOptions, createCollector, openStore, type Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import type { StoredSubmission } from '../../src/storage/list';
import { newDataFolder } from './data-folder';
import { batch } from './records';

export const TOKEN = 'a-token-of-the-tests';
export const SHOP = 'https://shop.example';
/** For passwords of tests only. */
export const CHEAP = { N: 16, r: 1, p: 1 };

/** Collectors of the file may still be counting in the background: of two that wait for each other the database ends one. */
const dropSchema = async ({ database }: Store, schema: string): Promise<void> => {
  for (let left = 20; ; left--)
    try {
      await database.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01' || !left) throw error;
    }
};

/**
 * A database for one test file: a schema of its own on TEST_DATABASE_URL when that is set, else a data folder of its own.
 * With TEST_PARTITIONS=1 its submissions are partitioned by month.
 */
export const testStore = async ({ partitioned = true } = {}): Promise<Store> => {
  const partitions = partitioned && process.env['TEST_PARTITIONS'] ? ('month' as const) : undefined;
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) {
    const dataDir = await newDataFolder();
    const store = await openStore({ dataDir, partitions });
    return {
      ...store,
      async close() {
        await store.close();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  }
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const store = await openStore({ postgres: { url, schema }, partitions });
  return {
    ...store,
    async close() {
      await dropSchema(store, schema);
      await store.close();
    },
  };
};

type Field = string | Blob | undefined;
interface AttachmentFields {
  record: Field | Field[];
  attachment: Field | Field[];
  file: Field | Field[];
  project?: Field | Field[];
  v?: Field | Field[];
  /** What the file is said to be called. */
  name?: string;
}

/** The form that a page sends for one attachment. */
const attachmentForm = ({ name = 'screenshot.png', ...fields }: AttachmentFields): FormData => {
  const form = new FormData();
  for (const [field, given] of Object.entries({ v: '1', project: 'shop', ...fields }))
    for (const one of Array.isArray(given) ? given : [given])
      if (typeof one === 'string') form.append(field, one);
      else if (one) form.append(field, one, name);
  return form;
};

export interface TestCollector extends Collector {
  store: Store;
  logged: string[];
  /** POSTs a body (text as it is, anything else as JSON) with the shop's origin. */
  post(body: unknown, headers?: Record<string, string | undefined>): Promise<Response>;
  /** POSTs records and returns what became of each, as `status` or `status code`. */
  send(records: unknown[], project?: string): Promise<string[]>;
  /** POSTs one attachment as a form; a field that is undefined is left out, one that is a list is there several times. */
  postAttachment(fields: AttachmentFields, headers?: Record<string, string>): Promise<Response>;
  /** The same, and returns what became of it, as `status` or `status code`. */
  attach(fields: AttachmentFields): Promise<string>;
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
    // One hash at the real cost takes a third of a second.
    passwordCost: CHEAP,
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
    postAttachment: async (fields, headers = {}) =>
      collector.app.request('/v1/submissions', {
        method: 'POST',
        body: attachmentForm(fields),
        headers: { Origin: SHOP, ...headers },
      }),
    async attach(fields) {
      const response = await test.postAttachment(fields);
      const { results, error } = (await response.json()) as {
        results?: { id: string; status: string; code?: string }[];
        error?: { code: string };
      };
      const [result] = results ?? [];
      return result ? [result.status, result.code].filter(Boolean).join(' ') : `${response.status} ${error?.code}`;
    },
    rows: async (project = 'shop') => (await admin(`/v1/admin/submissions?limit=1000&project=${project}`)).submissions,
    bodies: async (project) => (await test.rows(project)).map(({ record }) => record),
    counters: async (project = 'shop') => (await admin('/v1/admin/counters')).projects[project] ?? {},
  };
  return test;
};
