import { due } from '../delivery/retry';
import type { News, NewsDesk, OwnFeedback } from '../survey/panel-host';
import { type KeptNews, NONE_MS } from './kept';

/** A receipt of the visitor who is here, and where its words are. */
export interface Held {
  id: string;
  at: number;
  said?: string | undefined;
  /** They wait on this device, or were refused. */
  here?: 'waiting' | 'refused' | undefined;
  /** The collector took them. */
  sent?: true | undefined;
}

/** Most that is kept of what the collector said, in UTF-16 units of JSON. */
const MOST = 65536;

/** What can be news, by what it says: the same thing said again is none. */
export const marksOf = ({ own, changes }: Pick<News, 'own' | 'changes'>): string[] => [
  ...own
    .filter(({ state }) => /^(read|answered|resolved)$/.test(state))
    .map(({ id, state, reply }) => `${id} ${state} ${reply?.at ?? ''}`),
  ...changes.map(({ id }) => id),
];

/** What is shown: own submissions by what the device holds, newest first, and all changes. */
export const newsOf = (held: Held[], kept: KeptNews | undefined): News => {
  const fresh = (marks: string[]) => !!kept && marks.some((mark) => !kept.looked.includes(mark));
  const own = held
    // words that nobody took, and that are not here any more, went by their age: nothing is known of them
    .filter(({ id, here, sent }) => here || sent || kept?.own[id])
    .map(({ id, at, said, here }): OwnFeedback => {
      const { state, reply, updates } = kept?.own[id] ?? { state: 'received', updates: [] };
      const one: OwnFeedback = { id, at, said, state: here ?? state, reply, updates, fresh: false };
      return { ...one, fresh: fresh(marksOf({ own: [one], changes: [] })) };
    })
    .sort((a, b) => b.at - a.at);
  const changes = (kept?.updates ?? []).map((update) => ({ ...update, fresh: fresh([update.id]) }));
  return { own, changes, asOf: kept?.at ?? 0 };
};

/** Tells the desk of it. Where the collector has no such thing there is nothing to look at. */
export const tellDesk = (desk: NewsDesk, held: Held[], kept: KeptNews | undefined, now: number): News => {
  const news = newsOf(held, kept);
  const all = due(kept?.noneUntil ?? 0, now, NONE_MS) ? [] : [...news.own, ...news.changes];
  desk.some = !!all[0];
  desk.fresh = all.some(({ fresh }) => fresh);
  return news;
};

/** What others of this device looked at, by the ids of theirs. */
const lookedBy = (others: string[], kept: KeptNews | undefined) =>
  (kept?.looked ?? []).filter((mark) => others.includes(mark.split(' ')[0]!));

/**
 * What is kept. What was changed before somebody came is no news to them, unless it
 * came of their own words.
 */
export const nextKept = (
  heard: Omit<KeptNews, 'looked'>,
  before: KeptNews | undefined,
  held: Held[],
  others: string[] = [],
): KeptNews => {
  const first: KeptNews = { ...heard, looked: [] };
  const all = newsOf(held, first);
  const mine = all.own.flatMap(({ updates }) => updates);
  const strange = all.changes.filter(({ id }) => !mine.includes(id)).map(({ id }) => id);
  const marks = marksOf(all);
  // one that was only asked in vain was never heard
  const looked = (before?.at ? before.looked : strange).filter((mark) => marks.includes(mark));
  return bounded({ ...first, looked: [...looked, ...lookedBy(others, before)] });
};

/** All of it was looked at. */
export const lookedAt = (kept: KeptNews, held: Held[], others: string[] = []): KeptNews => ({
  ...kept,
  looked: [...marksOf(newsOf(held, kept)), ...lookedBy(others, kept)],
});

/** The oldest goes first: changes, then what was said of own submissions. */
const bounded = (kept: KeptNews): KeptNews => {
  const updates = [...kept.updates];
  const own = { ...kept.own };
  const ids = Object.keys(own).sort();
  while (JSON.stringify({ updates, own }).length > MOST) {
    if (updates.length) updates.pop();
    else delete own[ids.shift()!];
  }
  return { ...kept, updates, own };
};
