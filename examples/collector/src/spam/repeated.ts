import type { FeedbackRecord } from '../contract';
import { written } from './written';

/** How far back the same words are looked for, and how long their hashes are kept. */
export const WINDOW_MS = 3_600_000;
/** Of one address, or one respondent, within that time: a second one may be a mistake. */
export const OF_ONE = 3;
/** Of anybody, where the text is long enough that as many people do not write it by themselves. */
export const OF_ANYBODY = 10;
const LONG_BYTES = 40;
/** In UTF-8, so that six characters of Korean count as much as eighteen Latin letters. Many people say "good". */
const LEAST_BYTES = 18;

const normalOf = (text: string) => text.replace(/\p{N}+(?:[.,]\p{N}+)*/gu, '0').replace(/[^\p{L}\p{N}]+/gu, ' ');
/** The same for plain ASCII, in a fraction of the time. */
const plainOf = (text: string) => text.replace(/[0-9]+(?:[.,][0-9]+)*/g, '0').replace(/[^a-z0-9]+/g, ' ');

/** What is the same for somebody who reads it: without case, punctuation and spaces, and any number for any other. Undefined for what is too short to be told from others. */
export const normalText = (record: FeedbackRecord): string | undefined => {
  const typed = written(record).toLowerCase();
  const text = (/[^ -~\s]/.test(typed) ? normalOf(typed.normalize('NFKC')) : plainOf(typed)).trim();
  return Buffer.byteLength(text) >= LEAST_BYTES ? text : undefined;
};

/** Whether a normal text is long enough to be somebody's own. */
export const isLong = (normal: string): boolean => Buffer.byteLength(normal) >= LONG_BYTES;

/** One submission with a certain text. */
export interface Sighting {
  id: string;
  /** Salted hash of where it came from, empty where that is not known. */
  address: string;
  /** Keyed hash of whose it is; empty where nothing says so. */
  respondent: string;
}

/** Of all that had one text within the window: those that look like spam by it, and whether the text does, whoever sends it. */
export const repeated = <One extends Sighting>(
  sightings: One[],
  long: boolean,
): { flagged: One[]; byAnybody: boolean } => {
  if (long && sightings.length >= OF_ANYBODY) return { flagged: sightings, byAnybody: true };
  const often = (by: 'address' | 'respondent') => {
    const counts = new Map<string, number>();
    for (const { [by]: sender } of sightings) counts.set(sender, (counts.get(sender) ?? 0) + 1);
    counts.delete('');
    return ({ [by]: sender }: One) => (counts.get(sender) ?? 0) >= OF_ONE;
  };
  const [ofOneAddress, ofOneRespondent] = [often('address'), often('respondent')];
  return { flagged: sightings.filter((one) => ofOneAddress(one) || ofOneRespondent(one)), byAnybody: false };
};
