import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewsDesk } from '../../../src/survey/panel-host';
import type { KeptNews, Told } from '../../../src/updates/kept';
import { type Held, lookedAt, marksOf, newsOf, nextKept, tellDesk } from '../../../src/updates/news';
import { readReceipts, readUpdates } from '../../../src/updates/read';

const update = (id: string, text = '') => ({
  id,
  at: '2026-11-20T09:00:00Z',
  title: `Title ${id}`,
  text,
  locale: 'en',
});
const heard = (own: { [id: string]: Told }, updates = [update('u')]) => ({
  v: 1 as const,
  url: 'https://c.example/v1/submissions',
  at: 1000,
  updates,
  own,
});
const told = (state: Told['state'], more: Partial<Told> = {}): Told => ({ state, updates: [], ...more });
const held: Held[] = [
  { id: 'a', at: 1, said: 'Good', sent: true },
  { id: 'b', at: 2, sent: true },
];
const isFresh = (kept: KeptNews, own = held) => {
  const desk = {} as NewsDesk;
  tellDesk(desk, own, kept, 1000);
  return desk.fresh;
};

describe('what is shown of what is kept', () => {
  it('is what was said last of each own submission, newest first; one that nobody spoke of yet was received', () => {
    const { own } = newsOf(held, nextKept(heard({ a: told('read') }), undefined, held));
    expect(own.map(({ id, state, said }) => [id, state, said])).toEqual([
      ['b', 'received', undefined],
      ['a', 'read', 'Good'],
    ]);
  });

  it('waits or was refused here, whatever the collector said of it', () => {
    const [own] = newsOf(
      [{ id: 'a', at: 1, here: 'waiting' }],
      nextKept(heard({ a: told('read') }), undefined, held),
    ).own;
    expect(own!.state).toBe('waiting');
  });

  it('is nothing of a submission whose receipt is not here', () => {
    const reply = { text: 'for somebody else', at: '2026-11-20T09:00:00Z' };
    const kept = nextKept(heard({ c: told('answered', { reply }) }), undefined, held);
    expect(JSON.stringify(newsOf(held, kept))).not.toContain('for somebody else');
  });

  it('is nothing of words that nobody took and that are not here any more: they went by their age', () => {
    const lost: Held[] = [{ id: 'c', at: 3 }];
    expect(newsOf(lost, undefined).own).toEqual([]);
    expect(newsOf(lost, nextKept(heard({ c: told('read') }), undefined, lost)).own).toMatchObject([{ state: 'read' }]);
  });

  it('says nothing of when it was heard where it never was', () => {
    expect(newsOf([], undefined)).toEqual({ own: [], changes: [], asOf: 0 });
  });
});

describe('what is new', () => {
  it('to one person of a device says nothing to another, whose looks are remembered meanwhile', () => {
    const ada: Held[] = [{ id: 'a', at: 1, sent: true }];
    const bob: Held[] = [{ id: 'b', at: 2, sent: true }];
    const kept = lookedAt(nextKept(heard({ a: told('read'), b: told('read') }), undefined, ada, ['b']), ada, ['b']);
    expect([isFresh(kept, ada), isFresh(kept, bob)]).toEqual([false, true]);
    const later = lookedAt(nextKept(heard(kept.own), kept, bob, ['a']), bob, ['a']);
    expect([isFresh(later, ada), isFresh(later, bob)]).toEqual([false, false]);
    // one that is nobody's any more is forgotten
    expect(nextKept(heard({}), later, bob).looked).not.toContain('a read ');
  });

  it('is nothing that was changed before somebody came, also where the first times were in vain', () => {
    const vain: KeptNews = { ...heard({}, []), at: 0, looked: [] };
    expect(isFresh(nextKept(heard({}), vain, []), [])).toBe(false);
  });

  it('is nothing that was changed before somebody came, unless it came of their own words', () => {
    expect(isFresh(nextKept(heard({}), undefined, []), [])).toBe(false);
    const mine = nextKept(heard({ a: told('received', { updates: ['u'] }) }), undefined, held);
    expect(isFresh(mine)).toBe(true);
    expect(newsOf(held, mine).changes[0]!.fresh).toBe(true);
  });

  it('is each step that the team took, and each newer reply; that it was received is none', () => {
    let kept = nextKept(heard({ a: told('received') }), undefined, held);
    expect(isFresh(kept)).toBe(false);
    const steps: Told[] = [
      told('read'),
      told('answered', { reply: { text: 'x', at: '2026-11-20T09:00:00Z' } }),
      told('answered', { reply: { text: 'y', at: '2026-11-21T09:00:00Z' } }),
      told('resolved'),
    ];
    for (const step of steps) {
      kept = nextKept(heard({ a: step }), kept, held);
      expect([step.state, isFresh(kept)]).toEqual([step.state, true]);
      kept = lookedAt(kept, held);
      expect(isFresh(kept)).toBe(false);
      expect(isFresh(nextKept(heard({ a: step }), kept, held))).toBe(false);
    }
  });
});

it('what is kept is bounded, whatever was said: the oldest changes go first, and no mark of what is gone stays', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 2000 }), { maxLength: 20 });
  fc.assert(
    fc.property(texts, texts, (changes, replies) => {
      const own = Object.fromEntries(
        replies.map((text, at) => [
          `id${at}`,
          told('answered', { reply: { text: text.repeat(5), at: '2026-11-20T09:00:00Z' } }),
        ]),
      );
      const mine = Object.keys(own).map((id, at) => ({ id, at }));
      const updates = changes.map((text, at) => update(`u${at}`, text.repeat(3)));
      const kept = nextKept(heard(own, updates), undefined, mine);
      expect(JSON.stringify([kept.updates, kept.own]).length).toBeLessThan(66_000);
      expect(kept.updates).toEqual(updates.slice(0, kept.updates.length));
      const marks = marksOf(newsOf(mine, lookedAt(kept, mine)));
      expect(lookedAt(kept, mine).looked).toEqual(marks);
    }),
    { numRuns: 50 },
  );
});

describe('what a collector answers', () => {
  it('is read as far as it is an update: links by http and https only (Security 8)', () => {
    const at = '2026-11-20T09:00:00Z';
    const read = readUpdates({
      updates: [
        { id: 'a', at, title: 'A', text: 'x', url: 'https://a.example', locale: 'en', more: 1 },
        { id: 'b', at, title: 'B', url: 'javascript:alert(1)' },
        { id: 'c', at: 'yesterday', title: 'C' },
        { id: 'd', at },
        null,
        7,
      ],
    });
    expect(read).toEqual([
      { id: 'a', at, title: 'A', text: 'x', url: 'https://a.example', locale: 'en' },
      { id: 'b', at, title: 'B', text: '', url: undefined, locale: '' },
    ]);
  });

  it('is in the order of asking; another number of answers is none', () => {
    const answers = {
      receipts: [
        { status: 'read', updates: ['u', 7] },
        { status: 'who knows', reply: { text: 'x' } },
      ],
    };
    expect(readReceipts(answers, ['a', 'b'])).toEqual({
      a: { state: 'read', updates: ['u'] },
      b: { state: 'received', updates: [] },
    });
    expect(readReceipts(answers, ['a'])).toBe(undefined);
  });

  it('of any kind never throws, and what is read can be shown', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        for (const json of [one, { updates: one }, { updates: [one, other] }])
          for (const { at, title } of readUpdates(json) ?? []) {
            expect(Number.isNaN(Date.parse(at))).toBe(false);
            expect(title).not.toBe('');
          }
        for (const json of [one, { receipts: one }, { receipts: [one, { status: 'answered', reply: other }] }])
          readReceipts(json, ['a', 'b']);
      }),
    );
  });
});
