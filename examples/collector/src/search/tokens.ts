import { type FeedbackRecord, LIMITS } from '../contract';

/** More different ones than an essay of 3,000 letters has: beyond that a row is looked into each time instead. */
const MOST_TOKENS = 4_096;
/** As many of a term narrow it down enough. */
const MOST_ASKED = 32;
/** Values are asked for one by one: as many as there can be of all scales. */
const MOST_VALUES = LIMITS.scaleHighest - LIMITS.scaleLowest + 1;
/** A single letter of Latin stands in nearly every text: it has no token of its own. From Greek on each has. */
const FIRST_TELLING = 0x370;

const PRIME = 0x01000193;

const hash = (text: string, from = 0x811c9dc5): number => {
  let value = from;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), PRIME);
  return value;
};

/** What a token is of: letters of the words, letters of the contact, or a fact by its name. */
type Space = 'words' | 'contact' | 'fact';

// Within the number: an index of numbers alone serves all projects, and no word of one is looked for among another's.
const seed = (project: string, space: Space): number => hash(`${space}\n${project}\n`);

/** Pairs of neighbouring letters, and single ones beyond Latin; by code points, so that an emoji is one letter. */
const lettersOf = (project: string, space: Space, folded: string): Set<number> => {
  const from = seed(project, space);
  const tokens = new Set<number>();
  let before = '';
  for (const letter of folded) {
    if (before) tokens.add(hash(before + letter, from));
    if (letter.codePointAt(0)! >= FIRST_TELLING) tokens.add(hash(`${letter}\0`, from));
    before = letter;
  }
  return tokens;
};

const fact = (project: string, name: string, value: string): number => hash(`${name}\n${value}`, seed(project, 'fact'));

/** Stands for the words of a text that has too many tokens. */
const long = (project: string): number => fact(project, 'long', '');

/** What a submission can be found by, beside its letters. */
export type FactName =
  | 'survey'
  | 'question'
  | 'value'
  | 'language'
  | 'device'
  | 'release'
  | 'channel'
  | 'touchpoint'
  | 'attachment';

const factsOf = (record: FeedbackRecord): [FactName, string][] => {
  const { survey, locale, channel, touchpoint, context, attachments = [], answers } = record;
  const facts: [FactName, string | undefined][] = [
    ['survey', survey.id],
    ['language', locale],
    ['channel', channel],
    ['touchpoint', touchpoint],
    ['device', context.device?.type],
    ['release', context.release],
    ['attachment', attachments.length ? 'yes' : undefined],
    ...answers.flatMap(({ type, question, value }): [FactName, string][] => [
      ['question', question],
      ...(type === 'scale'
        ? ([
            ['value', String(value)],
            ['value', `${question} ${value}`],
          ] as [FactName, string][])
        : []),
    ]),
  ];
  return facts.filter((one): one is [FactName, string] => Boolean(one[1]));
};

/** All that a stored submission is found by. `text` and `contact` are folded. */
export const tokensOf = (
  project: string,
  { text, contact, record }: { text: string; contact: string; record: FeedbackRecord },
): number[] => {
  const letters = lettersOf(project, 'words', text);
  const tokens = letters.size > MOST_TOKENS ? new Set([long(project)]) : letters;
  for (const token of lettersOf(project, 'contact', contact)) tokens.add(token);
  for (const [name, value] of factsOf(record)) tokens.add(fact(project, name, value));
  return [...tokens];
};

export interface Asked {
  /** Folded; empty for none. */
  words: string;
  /** Whether the words may stand in the contact instead. */
  contacts: boolean;
  facts: [FactName, string][];
  /** Values of a scale from and to; of one question, or of any (empty). */
  values: { question: string; least: number; most: number } | undefined;
}

/** Alternatives of the words: of each all tokens are in whatever holds them. An empty one narrows nothing down. */
const wordChoices = (project: string, words: string, contacts: boolean): number[][] => {
  const in_ = (space: Space) => {
    const tokens = [...lettersOf(project, space, words)];
    // Spread over the term: its first letters may be those that all terms here begin with.
    const step = Math.max(1, tokens.length / MOST_ASKED);
    return tokens.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  };
  const asked = in_('words');
  if (!asked.length) return [[]];
  return [asked, [long(project)], ...(contacts ? [in_('contact')] : [])];
};

/**
 * Whatever fits has all tokens of at least one of these alternatives; what has them may still not fit. Undefined where they
 * would narrow nothing down.
 */
export const alternativesOf = (project: string, { words, contacts, facts, values }: Asked): number[][] | undefined => {
  const common = facts.map(([name, value]) => fact(project, name, value));
  let choices: number[][] = [common];
  const times = (more: number[][]) => {
    choices = choices.flatMap((one) => more.map((other) => [...one, ...other]));
  };
  if (words) times(wordChoices(project, words, contacts));
  if (values) {
    const { question, least, most } = values;
    const many = most - least >= MOST_VALUES;
    const one = (at: number) => fact(project, 'value', `${question && `${question} `}${Math.ceil(least) + at}`);
    if (!many)
      times(Array.from({ length: Math.max(1, Math.floor(most) - Math.ceil(least) + 1) }, (_, at) => [one(at)]));
  }
  return choices.some((one) => !one.length) ? undefined : choices;
};
