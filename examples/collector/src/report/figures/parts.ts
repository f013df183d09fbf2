import { may, type Person } from '../../accounts/person';
import { addCounts, type Count, sizeOf } from '../../metrics/counts';
import type { Part } from '../../metrics/segments';
import { OTHER } from '../../rollup/keys';
import { maskEmailsIn } from '../mask';
import { type Figure, memberOf } from './figures';
import type { KeyTally } from './sums';

export const NOTHING = '(nothing said)';

/** Answers by key. */
const keyedParts = (figure: Figure, tallies: KeyTally[]): Part[] => {
  const byKey = new Map<string, Count[]>();
  for (const tally of tallies) {
    if (!figure.members.has(memberOf(tally))) continue;
    byKey.set(tally.key, [...(byKey.get(tally.key) ?? []), { value: tally.value, count: tally.count }]);
  }
  return [...byKey].map(([key, counts]) => ({ key, counts: addCounts(...[counts]) }));
};

/** Those that say nothing of this dimension. */
const missingOf = (figure: Figure, parts: Part[]): Part => {
  const left = new Map(figure.bars.map(({ value, count }) => [value, count]));
  for (const { value, count } of parts.flatMap(({ counts }) => counts)) left.set(value, (left.get(value) ?? 0) - count);
  return { key: NOTHING, counts: [...left].map(([value, n]) => ({ value, count: Math.max(0, n) })) };
};

/** All answers of a figure by key of one dimension, none of them twice. */
export const partsOf = (figure: Figure, tallies: KeyTally[]): Part[] => {
  const known = keyedParts(figure, tallies);
  return [...known, missingOf(figure, known)].filter(({ counts }) => sizeOf(counts));
};

/** Whether a part is one that somebody could name: not what is left over. */
export const isNamed = (key: string): boolean => key !== NOTHING && key !== OTHER;

/** Whether all of a key may be shown: for who sees no contacts, addresses in the host's data are masked. */
export const isShown = (person: Person, key: string): boolean => may(person, 'answer') || maskEmailsIn(key) === key;

export const keyWords = (person: Person, key: string): string =>
  key === OTHER ? '(all others)' : isShown(person, key) ? key : maskEmailsIn(key);
