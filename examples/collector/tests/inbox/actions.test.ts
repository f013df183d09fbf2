import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import { addNote } from '../../src/inbox/add-note';
import { readHandling } from '../../src/inbox/read-handling';
import { readResponse } from '../../src/inbox/read-response';
import { reply } from '../../src/inbox/reply';
import { setOwner } from '../../src/inbox/set-owner';
import { setStatus } from '../../src/inbox/set-status';
import { STATUSES, type Status } from '../../src/inbox/status';
import { addTags, removeTags } from '../../src/inbox/tags';
import { testStore } from '../support/collector';
import { asking } from '../support/inbox';
import { newId, record } from '../support/records';

let store: Store;
let projects = 0;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const START = Date.parse('2026-11-01T00:00:00.000Z');
const DAY_MS = 86_400_000;

/** What the team makes of a submission, as one would do it with variables. */
interface Model {
  id: string;
  receivedAtMs: number;
  asked: boolean;
  status: Status;
  owner: string;
  tags: Set<string>;
  notes: string[];
  replies: string[];
  firstMs: number | undefined;
}

type Step = { on: number[]; afterMs: number } & (
  | { do: 'status'; status: Status }
  | { do: 'owner'; owner: string }
  | { do: 'tag'; tags: string[] }
  | { do: 'untag'; tags: string[] }
  | { do: 'note'; text: string }
  | { do: 'reply'; text: string; resolve: boolean }
);

const some = {
  on: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
  afterMs: fc.integer({ min: 0, max: 5 * DAY_MS }),
};
const tags = fc.subarray(['price', '배송', 'two words'], { minLength: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ ...some, do: fc.constant('status' as const), status: fc.constantFrom(...STATUSES) }),
  fc.record({ ...some, do: fc.constant('owner' as const), owner: fc.constantFrom('', 'jo', '민지') }),
  fc.record({ ...some, do: fc.constant('tag' as const), tags }),
  fc.record({ ...some, do: fc.constant('untag' as const), tags }),
  fc.record({ ...some, do: fc.constant('note' as const), text: fc.constantFrom('a', 'b') }),
  fc.record({ ...some, do: fc.constant('reply' as const), text: fc.constantFrom('c', 'd'), resolve: fc.boolean() }),
);

/** Does a step to the model, and says whose row it changed. */
const inModel = (models: Model[], one: Step, nowMs: number): string[] =>
  one.on.flatMap((at) => {
    const model = models[at]!;
    const before = JSON.stringify([model.status, model.owner, [...model.tags].sort()]);
    const become = (status: Status) => {
      if (status !== model.status && (status === 'acknowledged' || status === 'resolved')) model.firstMs ??= nowMs;
      model.status = status;
    };
    if (one.do === 'status') become(one.status);
    if (one.do === 'owner') model.owner = one.owner;
    if (one.do === 'tag') for (const tag of one.tags) model.tags.add(tag);
    if (one.do === 'untag') for (const tag of one.tags) model.tags.delete(tag);
    if (one.do === 'note') model.notes.push(one.text);
    if (one.do === 'reply' && model.status !== 'spam') {
      model.replies.push(one.text);
      model.firstMs ??= nowMs;
      become(one.resolve ? 'resolved' : model.status === 'new' ? 'acknowledged' : model.status);
    }
    return JSON.stringify([model.status, model.owner, [...model.tags].sort()]) === before ? [] : [model.id];
  });

/** Does it to the database; the ids that an action says it changed, undefined where it does not say. */
const inDatabase = async (project: string, ids: string[], one: Step, nowMs: number): Promise<string[] | undefined> => {
  const action = { project, who: 'jo', nowMs };
  const { database } = store;
  if (one.do === 'status') return setStatus(database, action, ids, one.status);
  if (one.do === 'owner') return setOwner(database, action, ids, one.owner);
  if (one.do === 'tag') return addTags(database, action, ids, one.tags);
  if (one.do === 'untag') return removeTags(database, action, ids, one.tags);
  for (const id of ids)
    if (one.do === 'note') await addNote(database, action, id, { text: one.text });
    else await reply(database, action, id, { text: one.text, resolve: one.resolve });
  return undefined;
};

/** Oldest, median and waiting, counted by hand. */
const naiveResponse = (models: Model[], theme: boolean, nowMs: number) => {
  const counted = models.filter(({ asked }) => asked || !theme);
  const [oldest] = counted
    .filter(({ firstMs, status }) => firstMs === undefined && status !== 'spam')
    .sort((a, b) => a.receivedAtMs - b.receivedAtMs || (a.id < b.id ? -1 : 1));
  const took = counted
    .filter(({ firstMs, status }) => firstMs !== undefined && firstMs > nowMs - 30 * DAY_MS && status !== 'spam')
    .map(({ firstMs, receivedAtMs }) => firstMs! - receivedAtMs)
    .sort((a, b) => a - b);
  const middle = (took[Math.floor((took.length - 1) / 2)]! + took[Math.ceil((took.length - 1) / 2)]!) / 2;
  return {
    oldest: oldest?.id,
    median: took.length ? { ms: middle, n: took.length } : undefined,
    waiting: models.filter(
      ({ asked, replies, status }) => asked && !replies.length && (status === 'new' || status === 'acknowledged'),
    ).length,
  };
};

const newProject = async (records: FeedbackRecord[], at: (index: number) => number = () => START) => {
  const project = `project-${++projects}`;
  await Promise.all(records.map((one, index) => store.insert(one, { project, receivedAtMs: at(index), skewMs: 0 })));
  return project;
};

describe('what the team does', () => {
  it('comes out as in a naive model, on one or several, in any order, however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const records = [record(), asking('jo@example.com'), record(), asking('mi@example.com')];
        const project = await newProject(records, (index) => START + (index >> 1));
        const models = records.map(
          ({ id }, index): Model => ({
            id,
            receivedAtMs: START + (index >> 1),
            asked: index % 2 === 1,
            status: 'new',
            owner: '',
            tags: new Set(),
            notes: [],
            replies: [],
            firstMs: undefined,
          }),
        );
        let nowMs = START + 1_000;
        for (const one of steps) {
          nowMs += one.afterMs;
          const ids = one.on.map((at) => records[at]!.id);
          const expected = inModel(models, one, nowMs);
          const changed = await inDatabase(project, ids, one, nowMs);
          if (changed) expect(changed.sort()).toEqual(expected.sort());
        }
        for (const model of models) {
          const { entry, tags, deeds, firstResponseAt } = (await readHandling(store.database, project, model.id))!;
          const of = (what: string) => deeds.flatMap((deed) => (deed.what === what && 'text' in deed ? deed.text : []));
          expect({ status: entry.stored.status, owner: entry.owner, tags: tags.sort() }).toEqual({
            status: model.status,
            owner: model.owner,
            tags: [...model.tags].sort(),
          });
          expect(of('note').sort()).toEqual([...model.notes].sort());
          expect(of('reply').sort()).toEqual([...model.replies].sort());
          expect(firstResponseAt && Date.parse(firstResponseAt)).toBe(model.firstMs);
          // The last change of state that is told is the state that it has.
          const told = deeds.filter(({ what }) => what === 'status').at(-1);
          if (told && steps.every(({ afterMs }) => afterMs > 0)) expect(told).toMatchObject({ value: model.status });
        }
        for (const followUp of ['each', 'theme'] as const) {
          const { oldest, median, waiting } = await readResponse(store.database, project, followUp, nowMs);
          const { median: middle, ...naive } = naiveResponse(models, followUp === 'theme', nowMs);
          expect({ oldest: oldest?.id, waiting }).toEqual(naive);
          expect(median?.n).toBe(middle?.n);
          // Half a millisecond is nobody's figure.
          expect(Math.abs((median?.ms ?? 0) - (middle?.ms ?? 0))).toBeLessThan(1);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('changes nothing in another project, of an id that is not there, or of what is no submission', async () => {
    const [mine, impression] = [record(), record({ kind: 'impression', answers: [] })];
    const project = await newProject([mine, impression]);
    const elsewhere = await newProject([mine]);
    const action = { project, who: 'jo', nowMs: START };
    const ids = [mine.id, impression.id, newId(), 'nonsense', '\0'];
    expect(await setStatus(store.database, action, ids, 'resolved')).toEqual([mine.id]);
    expect(await setOwner(store.database, action, ids, 'jo')).toEqual([mine.id]);
    expect(await addTags(store.database, action, ids, ['x'])).toEqual([mine.id]);
    expect(await addNote(store.database, action, newId(), { text: 'x' })).toBe(false);
    expect(await addNote(store.database, action, impression.id, { text: 'x' })).toBe(false);
    expect(await reply(store.database, action, newId(), { text: 'x', resolve: false })).toBe(false);
    expect(await readHandling(store.database, elsewhere, mine.id)).toMatchObject({
      entry: { stored: { status: 'new' }, owner: '' },
      tags: [],
      deeds: [],
    });
  });

  it('a form that is sent twice makes one note and one reply', async () => {
    const one = asking('jo@example.com');
    const project = await newProject([one]);
    const action = { project, who: 'jo', nowMs: START };
    const key = '11111111-2222-4333-8444-555555555555';
    expect(await addNote(store.database, action, one.id, { text: 'x', key })).toBe(true);
    expect(await addNote(store.database, action, one.id, { text: 'x', key })).toBe(false);
    expect(await reply(store.database, action, one.id, { text: 'y', key, resolve: false })).toBe(true);
    await setStatus(store.database, action, [one.id], 'new');
    expect(await reply(store.database, action, one.id, { text: 'y', key, resolve: true })).toBe(false);
    const handling = await readHandling(store.database, project, one.id);
    expect(handling!.entry.stored.status).toBe('new');
    expect(handling!.deeds.filter(({ what }) => what === 'note' || what === 'reply')).toHaveLength(2);
  });
});
