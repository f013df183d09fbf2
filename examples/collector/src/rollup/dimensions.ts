import type { FeedbackRecord } from '../contract';
import { factorName, factorsOf, isFactor } from './factors';
import { pagePattern } from './page-pattern';

/** What answers are broken down by: its name, what the report calls it, and its value in a record, empty where it has none. */
export interface Dimension {
  name: string;
  words: string;
  of(record: FeedbackRecord): string | undefined;
}

/** One more is a line. Channel, mode and version are no dimensions: what differs in them never stands in one figure. */
export const dimensions: Dimension[] = [
  { name: 'touchpoint', words: 'Touchpoint', of: ({ touchpoint }) => touchpoint },
  { name: 'journey', words: 'Journey', of: ({ journey }) => journey?.id },
  { name: 'stage', words: 'Journey stage', of: ({ journey }) => journey?.stage },
  { name: 'page', words: 'Page', of: ({ context }) => pagePattern(context.url) },
  { name: 'segment', words: 'Segment', of: ({ respondent }) => respondent?.segment },
  { name: 'release', words: 'Release', of: ({ context }) => context.release },
  { name: 'device', words: 'Device', of: ({ context }) => context.device?.type },
  { name: 'browser', words: 'Browser', of: ({ context }) => context.device?.browser },
  { name: 'os', words: 'System', of: ({ context }) => context.device?.os },
  { name: 'locale', words: 'Language', of: ({ locale }) => locale },
  { name: 'acquisition', words: 'Acquisition', of: ({ context }) => context.acquisition },
];

/** Values of the host's own data and reasons are keys, too; both have names that the page chose. */
const DATA = 'data.';
const REASON = 'reason.';
/** Key of everybody who was asked for reasons, so that those who did not choose one are known. */
export const ASKED = '';
const LONGEST_KEY = 200;

/** What most keys are made of; there is nothing to normalise in it. */
const PLAIN = new RegExp(`^[\\x20-\\x7e]{0,${LONGEST_KEY}}$`);

const keyed = (text: string): string =>
  PLAIN.test(text) ? text : [...text.normalize('NFC').replaceAll('\0', '')].slice(0, LONGEST_KEY).join('');

/** Name and key of all dimensions that a record has a value in, each pair once. */
export const dimensionsOf = (record: FeedbackRecord): [dimension: string, key: string][] => {
  const found: [string, string][] = [];
  for (const { name, of } of dimensions) {
    const key = of(record);
    if (key) found.push([name, keyed(key)]);
  }
  for (const [name, value] of Object.entries(record.data ?? {}))
    if (value !== null && value !== '') found.push([keyed(`${DATA}${name}`), keyed(String(value))]);
  for (const { type, metric, question, value } of record.answers)
    if (type === 'choice' && !metric && Array.isArray(value)) {
      found.push([`${REASON}${question}`, ASKED]);
      for (const chosen of new Set(value)) found.push([`${REASON}${question}`, keyed(chosen)]);
    }
  for (const [name, key] of factorsOf(record)) found.push([keyed(name), key]);
  return found;
};

/** How the report calls a dimension. */
export const dimensionWords = (name: string): string =>
  dimensions.find((dimension) => dimension.name === name)?.words ??
  (name.startsWith(DATA)
    ? name.slice(DATA.length)
    : name.startsWith(REASON)
      ? `Reasons (${name.slice(REASON.length)})`
      : isFactor(name)
        ? `Rating of ${factorName(name)}`
        : name);

/** The same within a sentence: our own words in small letters, those of the host as they are. */
export const inSentence = (name: string): string =>
  dimensions.find((dimension) => dimension.name === name)?.words.toLowerCase() ?? dimensionWords(name);

export const isReason = (name: string): boolean => name.startsWith(REASON);
export const isData = (name: string): boolean => name.startsWith(DATA);
