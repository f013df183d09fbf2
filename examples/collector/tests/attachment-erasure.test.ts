import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../src/app';
import { createAttach } from '../src/storage/attachments';
import { erase } from '../src/storage/erase';
import { listed, PNG } from './support/pictures';
import { record } from './support/records';

const received = { project: 'shop', receivedAtMs: 0, skewMs: 0 };
const withAttachment = () => record({ attachments: [listed('shot-1', PNG)] });
const arrival = (id: string) => ({ project: 'shop', record: id, attachment: 'shot-1', bytes: PNG, receivedAtMs: 0 });

describe.runIf(process.env['TEST_DATABASE_URL'])('fault 38: attachments and erasures of several collectors', () => {
  const postgres = { url: process.env['TEST_DATABASE_URL']!, schema: `test_${randomBytes(6).toString('hex')}` };
  let stores: Store[];
  beforeAll(async () => {
    stores = [];
    for (let at = 0; at < 3; at++) stores.push(await openStore({ postgres }));
  });
  afterAll(async () => {
    await stores[0]!.database.query(`DROP SCHEMA ${postgres.schema} CASCADE`);
    await Promise.all(stores.map((store) => store.close()));
  });
  const rows = (id: string) =>
    stores[0]!.database.query('SELECT id FROM earshot_attachments WHERE record_id = $1', [id]);
  const waitsForALock = () =>
    expect
      .poll(() =>
        stores[2]!.database.query(
          `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%earshot_%'
           AND application_name = 'earshot-collector' AND datname = current_database()`,
        ),
      )
      .not.toEqual([]);

  it('an erasure waits for one that is being stored, and removes it', async () => {
    const [writing, erasing] = stores as [Store, Store, Store];
    const one = withAttachment();
    await writing.insert(one, received);
    let erased: Promise<boolean> | undefined;
    await writing.database.transaction(async (query) => {
      // hashes of its own: it looked for the mark before there was one
      const attach = createAttach({ ...writing.database, query }, String);
      expect(await attach(arrival(one.id))).toEqual({ status: 'accepted' });
      erased = erasing.erase('shop', one.id);
      await waitsForALock();
    });
    expect(await erased).toBe(true);
    expect(await rows(one.id)).toEqual([]);
    expect(await writing.attach(arrival(one.id))).toEqual({ status: 'duplicate' });
  });

  it('one that comes while its record is being erased waits, and stores nothing', async () => {
    const [writing, erasing] = stores as [Store, Store, Store];
    const one = withAttachment();
    await writing.insert(one, received);
    let attached: Promise<unknown> | undefined;
    const slowly = {
      ...erasing.database,
      transaction: <T>(work: (query: typeof erasing.database.query) => Promise<T>) =>
        erasing.database.transaction(async (query) => {
          const result = await work(query);
          attached = createAttach(writing.database, String)(arrival(one.id));
          await waitsForALock();
          return result;
        }),
    };
    expect(await erase(slowly, 'shop', one.id, 'a hash')).toBe(true);
    expect(await attached).toEqual({ status: 'retry', code: 'unknown_record' }); // it knows no mark of this hash
    expect(await rows(one.id)).toEqual([]);
  });

  it('however they meet, an erased record has none, and any other has its own once', async () => {
    const step = fc.record({ store: fc.nat(2), record: fc.nat(2), erase: fc.boolean(), turns: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        const records = Array.from({ length: 3 }, withAttachment);
        await Promise.all(records.map((one) => stores[0]!.insert(one, received)));
        const erased = new Set<string>();
        const accepted = new Map<string, number>();
        const running: Promise<unknown>[] = [];
        for (const { store, record: index, erase, turns } of steps) {
          const { id } = records[index]!;
          if (erase) {
            erased.add(id);
            running.push(stores[store]!.erase('shop', id));
          } else
            running.push(
              stores[store]!.attach(arrival(id)).then(({ status }) => {
                if (status === 'accepted') accepted.set(id, (accepted.get(id) ?? 0) + 1);
                else expect(status).toBe('duplicate');
              }),
            );
          for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
        }
        await Promise.all(running);
        for (const [index, { id }] of records.entries()) {
          const sent = steps.some((one) => one.record === index && !one.erase);
          expect(await rows(id)).toHaveLength(sent && !erased.has(id) ? 1 : 0);
          if (sent && !erased.has(id)) expect(accepted.get(id)).toBe(1);
          expect(accepted.get(id) ?? 0).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });
});
