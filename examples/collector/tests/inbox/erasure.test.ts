import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/app';
import type { Action } from '../../src/inbox/action';
import { addNote } from '../../src/inbox/add-note';
import { reply } from '../../src/inbox/reply';
import { setOwner } from '../../src/inbox/set-owner';
import { setStatus } from '../../src/inbox/set-status';
import { addTags, removeTags } from '../../src/inbox/tags';
import type { Database } from '../../src/storage/database';
import { erase } from '../../src/storage/erase';
import { testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { asking } from '../support/inbox';
import { newId } from '../support/records';

const received = { project: 'shop', receivedAtMs: 0, skewMs: 0 };
const action: Action = { project: 'shop', who: 'jo', nowMs: 1 };

/** Every action of the inbox, each of which stores something beside a submission. */
const actions: [name: string, run: (database: Database, id: string) => Promise<unknown>][] = [
  ['a note', (database, id) => addNote(database, action, id, { text: 'a note', key: newId() })],
  ['a tag', (database, id) => addTags(database, action, [id], ['a tag'])],
  ['a tag that goes', (database, id) => removeTags(database, action, [id], ['old'])],
  ['a reply', (database, id) => reply(database, action, id, { text: 'a reply', key: newId(), resolve: false })],
  ['a state', (database, id) => setStatus(database, action, [id], 'resolved')],
  ['an owner', (database, id) => setOwner(database, action, [id], 'somebody')],
];

describe('security rule 9: an erasure', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());

  it('leaves neither notes, tags, replies and history of a submission nor whose it was', async () => {
    const one = asking('secret@example.com');
    const other = asking('other@example.com');
    await Promise.all([one, other].map((it) => store.insert(it, received)));
    const respondentOf = async (id: string) => {
      const sql = 'SELECT respondent FROM earshot_submissions WHERE id = $1';
      return (await store.database.query<{ respondent: string }>(sql, [id]))[0]!.respondent;
    };
    const respondent = await respondentOf(one.id);
    expect(respondent).toMatch(/^[\w-]{32}$/);
    for (const { id } of [one, other]) {
      await addTags(store.database, action, [id], ['old']);
      for (const [, run] of actions) await run(store.database, id);
    }
    const before = await everyTable(store.database.query);
    for (const table of ['notes', 'tags', 'replies', 'history'])
      expect(before).toMatch(new RegExp(`earshot_${table} .*${one.id}`));
    expect(before).toContain(respondent);
    expect(await store.erase('shop', one.id)).toBe(true);
    const after = await everyTable(store.database.query);
    for (const gone of [one.id, respondent, 'secret@example.com']) expect(after).not.toContain(gone);
    for (const table of ['notes', 'tags', 'replies', 'history'])
      expect(after).toMatch(new RegExp(`earshot_${table} .*${other.id}`));
  });

  it.each(actions)('%s for an erased submission is stored nowhere', async (_name, run) => {
    const one = asking('jo@example.com');
    await store.insert(one, received);
    await store.erase('shop', one.id);
    await run(store.database, one.id);
    expect(await everyTable(store.database.query)).not.toContain(one.id);
    expect(await testCollector(store).send([one])).toEqual(['duplicate']);
  });
});

describe.runIf(process.env['TEST_DATABASE_URL'])('fault 38: the inbox and erasures of several collectors', () => {
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
  const stored = async () => {
    const one = asking('jo@example.com');
    await stores[0]!.insert(one, received);
    await addTags(stores[0]!.database, action, [one.id], ['old']);
    return one.id;
  };
  const waitsForALock = () =>
    expect
      .poll(() =>
        stores[2]!.database.query(
          `SELECT 1 FROM pg_stat_activity a WHERE wait_event_type = 'Lock' AND application_name = 'earshot-collector'
           AND EXISTS (SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
             JOIN pg_namespace n ON n.oid = c.relnamespace WHERE l.pid = a.pid AND n.nspname = current_schema())`,
        ),
      )
      .not.toEqual([]);

  it.each(actions)('an erasure waits for %s that is being stored, and removes it', async (_name, run) => {
    const id = await stored();
    let erased: Promise<boolean> | undefined;
    await stores[0]!.database.transaction(async (query) => {
      await run({ ...stores[0]!.database, query, transaction: (work) => work(query) }, id);
      erased = stores[1]!.erase('shop', id);
      await waitsForALock();
    });
    expect(await erased).toBe(true);
    expect(await everyTable(stores[0]!.database.query)).not.toContain(id);
  });

  it.each(actions)(
    '%s that comes while its submission is being erased waits, and stores nothing',
    async (_name, run) => {
      const id = await stored();
      let done: Promise<unknown> | undefined;
      const slowly: Database = {
        ...stores[1]!.database,
        transaction: (work) =>
          stores[1]!.database.transaction(async (query) => {
            const result = await work(query);
            done = run(stores[0]!.database, id);
            await waitsForALock();
            return result;
          }),
      };
      expect(await erase(slowly, 'shop', id, 'a hash')).toBe(true);
      await done;
      expect(await everyTable(stores[0]!.database.query)).not.toContain(id);
    },
  );

  it('however actions on several submissions and erasures meet, none waits for ever and nothing erased is left', async () => {
    const step = fc.record({
      store: fc.nat(2),
      on: fc.shuffledSubarray([0, 1, 2], { minLength: 1 }),
      act: fc.integer({ min: -1, max: 7 }),
      turns: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const ids = await Promise.all([stored(), stored(), stored()]);
        const erased = new Set<string>();
        const running: Promise<unknown>[] = [];
        for (const { store, on, act, turns } of steps) {
          const { database } = stores[store]!;
          const several = on.map((at) => ids[at]!);
          if (act === -1) {
            erased.add(several[0]!);
            running.push(stores[store]!.erase('shop', several[0]!));
          } else if (act === 6) running.push(addTags(database, action, several, ['x', 'y']));
          else if (act === 7) running.push(setStatus(database, action, several, 'acknowledged'));
          else running.push(...several.map((id) => actions[act]![1](database, id)));
          for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
        }
        await Promise.all(running);
        const all = await everyTable(stores[0]!.database.query);
        for (const id of ids) expect(all.includes(id)).toBe(!erased.has(id));
      }),
      { numRuns: 25 },
    );
  });
});
