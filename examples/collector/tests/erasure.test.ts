import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { testCollector, testStore } from './support/collector';
import { everyTable } from './support/every-table';
import { record, words } from './support/records';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

it('fault 38: what was erased is in no table, and neither is its id', async () => {
  const collector = testCollector(store);
  const one = record({ answers: [words('a token that stands nowhere else')] });
  await collector.send([one, record()]);
  const before = await everyTable(store.database.query);
  expect(before).toContain('a token that stands nowhere else');
  expect(before).toContain(one.id);
  expect(await store.erase('shop', one.id)).toBe(true);
  const after = await everyTable(store.database.query);
  expect(after).not.toContain('a token that stands nowhere else');
  expect(after).not.toContain(one.id);
  expect(await collector.send([one])).toEqual(['duplicate']);
  expect(await everyTable(store.database.query)).not.toContain('a token that stands nowhere else');
});
