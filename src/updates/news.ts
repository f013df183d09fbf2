import type { News, OwnFeedback } from '../survey/panel-host';
import type { KeptNews } from './kept';

/** A receipt of the visitor who is here, and where its words are. */
export interface Held {
  id: string;
  at: number;
  said?: string | undefined;
  /** They wait on this device, or were refused. */
  here?: 'waiting' | 'refused' | undefined;
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
    .map(({ id, at, said, here }): OwnFeedback => {
      const { state, reply, updates } = kept?.own[id] ?? { state: 'received', updates: [] };
      const one: OwnFeedback = { id, at, said, state: here ?? state, reply, updates, fresh: false };
      return { ...one, fresh: fresh(marksOf({ own: [one], changes: [] })) };
    })
    .sort((a, b) => b.at - a.at);
  const changes = (kept?.updates ?? []).map((update) => ({ ...update, fresh: fresh([update.id]) }));
  return { own, changes, asOf: kept?.at ?? 0 };
};

/**
 * What is kept, with whether anything in it is new. What was changed before somebody came is no news to them, unless it
 * came of their own words.
 */
export const nextKept = (
  heard: Omit<KeptNews, 'looked' | 'fresh'>,
  before: KeptNews | undefined,
  held: Held[],
): KeptNews => {
  const first: KeptNews = { ...heard, looked: [], fresh: false };
  const all = newsOf(held, first);
  const mine = all.own.flatMap(({ updates }) => updates);
  const strange = all.changes.filter(({ id }) => !mine.includes(id)).map(({ id }) => id);
  const marks = marksOf(all);
  const looked = (before?.looked ?? strange).filter((mark) => marks.includes(mark));
  return bounded({ ...first, looked, fresh: marks.some((mark) => !looked.includes(mark)) });
};

/** All of it was looked at. */
export const lookedAt = (kept: KeptNews, held: Held[]): KeptNews => ({
  ...kept,
  looked: marksOf(newsOf(held, kept)),
  fresh: false,
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
