import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAudit } from '../../src/accounts/audit';
import type { Store } from '../../src/app';
import { createUpdate, deleteUpdate, editUpdate, publishUpdate, withdrawUpdate } from '../../src/updates/actions';
import type { UpdateContent } from '../../src/updates/update';
import { type TestCollector, TOKEN, testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { record, words } from '../support/records';

let store: Store;
let collector: TestCollector;
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store);
});
afterAll(() => store.close());

const actions = async () => {
  const { rows } = await readAudit(store.database, { limit: 100 });
  return rows.map(({ who, action, target }) => ({ who, action, target })).reverse();
};
const headers = { Authorization: `Bearer ${TOKEN}` };

it('what visitors see of updates is written down with who changed it, a draft is not', async () => {
  const content: UpdateContent = { words: [{ locale: 'en', title: 'Faster search', text: 'It is.' }], url: undefined };
  const { database } = store;
  const by = { who: 'jo', nowMs: 1_000 };
  const id = await createUpdate(database, 'shop', content, by);
  const which = { project: 'shop', id };
  await editUpdate(database, which, content, { ...by, published: true });
  expect(await actions()).toEqual([]);
  expect(await publishUpdate(database, which, by)).toBe(true);
  expect(await publishUpdate(database, which, by)).toBe(false);
  await editUpdate(database, which, content, { ...by, who: 'kim', published: true });
  expect(await withdrawUpdate(database, which, by)).toBe(true);
  expect(await deleteUpdate(database, which, ['withdrawn'], by)).toBe(true);
  expect(await actions()).toEqual(
    [
      ['jo', 'update.published'],
      ['kim', 'update.changed'],
      ['jo', 'update.withdrawn'],
      ['jo', 'update.deleted'],
    ].map(([who, action]) => ({ who, action, target: id })),
  );
});

it('so are exports, imports and erasures of a person, which name nobody', async () => {
  const one = record({ answers: [words('Mine.')], respondent: { userKey: 'somebody-17' } });
  await collector.send([one, record()]);
  const before = (await actions()).length;
  const ask = async (method: string, path: string, body?: string) => {
    const response = await collector.app.request(`/v1/admin/${path}`, { method, headers, ...(body && { body }) });
    expect(response.status).toBe(200);
    return response.text();
  };
  await ask('GET', 'export?project=shop&format=csv');
  await ask('POST', 'import?project=shop', '{"text":"Elsewhere","at":"2026-01-01T00:00:00Z"}\n');
  expect(JSON.parse(await ask('DELETE', 'respondents?project=shop', '{"userKey":"somebody-17"}'))).toMatchObject({
    erased: 1,
  });
  const after = (await actions()).slice(before);
  expect(after.map(({ who, action }) => [who, action])).toEqual([
    ['admin API', 'records.exported'],
    ['admin API', 'records.imported'],
    ['admin API', 'submission.erased'],
  ]);
  const everything = await everyTable(store.database.query);
  for (const gone of [one.id, 'somebody-17', 'Mine.']) expect(everything).not.toContain(gone);
});
