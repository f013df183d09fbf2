import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StartError, type Store } from '../../src/app';
import { loadSample, type Progress } from '../../src/sample/load';
import { partsOf } from '../../src/sample/parts';
import { sample } from '../../src/sample/sample';
import { listSubmissions } from '../../src/storage/list';
import { testStore } from '../support/collector';
import { record } from '../support/records';
import { YEAR } from './year';

const WHOLE = { ...YEAR, size: 300 };
const made = new Map(partsOf(WHOLE).map((part) => [part.project, [...sample(part)]]));
const all = [...made.values()].reduce((sum, list) => sum + list.length, 0);

describe('the sample in a database', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    for (const table of ['earshot_pending', 'earshot_submissions']) await store.database.query(`DELETE FROM ${table}`);
    await store.database.query(`DELETE FROM earshot_settings WHERE name LIKE 'sample%'`);
  });

  const stored = (project: string) => listSubmissions(store.database, { project, limit: 100_000 });
  const expectAll = async () => {
    for (const [project, list] of made) {
      const rows = await stored(project);
      const wanted = list.map(({ record, receivedAtMs, skewMs }) => ({ record, receivedAtMs, skewMs }));
      const found = rows.map(({ record, receivedAt, skewMs }) => ({
        record,
        receivedAtMs: Date.parse(receivedAt),
        skewMs,
      }));
      const byId = (a: { record: { id: string } }, b: { record: { id: string } }) =>
        a.record.id < b.record.id ? -1 : 1;
      expect(found).toEqual(wanted.sort(byId));
    }
  };

  it('is all there, each record as it was made, and progress ends at its size', async () => {
    let last: Progress | undefined;
    expect(await loadSample(store, WHOLE, (progress) => (last = progress))).toBe(true);
    await expectAll();
    expect(last).toEqual({ submissions: 300, of: 300, stored: all });
  });

  it('is not loaded a second time, also on another day', async () => {
    await loadSample(store, WHOLE);
    expect(await loadSample(store, { ...WHOLE, now: WHOLE.now + 86_400_000 })).toBe(false);
    await expectAll();
  });

  it('goes on with what was begun after it broke off, whatever is asked for by then', async () => {
    const breakOff = new Error('the process ended');
    const broken = loadSample(store, WHOLE, () => {
      throw breakOff;
    });
    await expect(broken).rejects.toBe(breakOff);
    const before = (await Promise.all([...made.keys()].map(stored))).flat().length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(all);

    let last: Progress | undefined;
    const later = { seed: 'another', now: WHOLE.now + 86_400_000, days: 30, size: 10 };
    expect(await loadSample(store, later, (progress) => (last = progress))).toBe(true);
    expect(last).toEqual({ submissions: 300, of: 300, stored: all - before });
    await expectAll();
  });

  it('two that load it at once end with one', async () => {
    await Promise.all([loadSample(store, WHOLE), loadSample(store, WHOLE)]);
    await expectAll();
  });

  it('is never mixed into what people said', async () => {
    const real = record();
    await store.insert(real, { project: 'shop', receivedAtMs: WHOLE.now, skewMs: 0 });
    const refused = await loadSample(store, WHOLE).catch((error) => error);
    expect(refused).toBeInstanceOf(StartError);
    expect(refused.message).toContain(store.database.name);
    expect(refused.message).toContain('nothing is mixed into it');
    expect((await stored('shop')).map((row) => row.record)).toEqual([real]);
    expect(await store.database.query(`SELECT name FROM earshot_settings WHERE name LIKE 'sample%'`)).toEqual([]);
  });

  it('what people said to the demo beside it stays, and does not stop a load that was begun', async () => {
    const broken = loadSample(store, WHOLE, () => {
      throw new Error('the process ended');
    });
    await expect(broken).rejects.toThrow();
    await store.insert(record(), { project: 'gallery', receivedAtMs: WHOLE.now, skewMs: 0 });
    expect(await loadSample(store, WHOLE)).toBe(true);
    await expectAll();
    expect(await stored('gallery')).toHaveLength(1);
  });
});
