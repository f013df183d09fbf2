import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, type Store } from '../../src/app';
import { createStore } from '../../src/storage/store';
import type { ImportResult } from '../../src/transfer/import';
import { type TestCollector, TOKEN } from './collector';

export const authorized = { Authorization: `Bearer ${TOKEN}` };

/** What the export of a project says. */
export const exportOf = async ({ app }: TestCollector, query = '', project = 'shop'): Promise<string> => {
  const response = await app.request(`/v1/admin/export?project=${project}${query}`, { headers: authorized });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return response.text();
};

/** Imports a text and returns the last line of the answer. */
export const importInto = async (
  { app }: TestCollector,
  body: string | Uint8Array<ArrayBuffer>,
  query = '',
  project = 'shop',
): Promise<ImportResult> => {
  const response = await app.request(`/v1/admin/import?project=${project}${query}`, {
    method: 'POST',
    body,
    headers: authorized,
  });
  const lines = (await response.text()).trimEnd().split('\n');
  return JSON.parse(lines.at(-1)!);
};

export const ndjson = (values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** A folder that is gone after the tests. */
export const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-transfer-'));
  return { at: (name: string) => join(folder, name), folder, remove: () => rmSync(folder, { recursive: true }) };
};

/** Runs a command in this process: its code and what it wrote. */
export const command = async (argv: string[], env: Record<string, string | undefined> = {}, input = '') => {
  let out = '';
  let said = '';
  const code = await runCommand(argv, {
    env,
    stdin: (async function* () {
      yield Buffer.from(input);
    })(),
    async write(text) {
      out += text;
    },
    say: (line) => (said += `${line}\n`),
    writeError: (text) => (said += text),
    isTerminal: false,
  });
  return { code, out, said };
};

/** The database of a store as that of a new machine: empty, with a key of its own. Opening another one costs seconds. */
export const wiped = async ({ database, counters }: Store): Promise<Store> => {
  await counters.close();
  const tables = await database.query<{ table_name: string }>(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()
     AND table_name LIKE 'earshot\\_%' AND table_name <> 'earshot_migrations'`,
  );
  await database.query(`TRUNCATE ${tables.map(({ table_name }) => table_name).join(', ')}`);
  return createStore(database);
};
