import { LIMITS } from './limits';

const TEXT = 'a text, or texts by language: { "en": "…", "ko": "…" }';
const ITEM = '{ "id": "…", "label": "…" }';
const LINK = '{ "label": "…", "url": "/help" }';
const TRUTH = 'true or false';
const PAIR = 'pair of whole numbers';

/** What stands at a place of a survey, in words: by its path, without the numbers of lists. The first that fits counts. */
const WANTED: [RegExp, string][] = [
  [/^questions$/, `a list of 1 to ${LIMITS.questions} questions`],
  [/^pages$/, `a list of 1 to ${LIMITS.pages} pages`],
  [/^ends$/, `a list of at most ${LIMITS.ends} ends`],
  [/^helpLinks$/, `a list of at most ${LIMITS.helpLinks} links`],
  [/^questions\[]$/, 'an object: { "id": "…", "type": "…", "prompt": "…" }, or { "id": "…", "ready": "…" }'],
  [/^pages\[]$/, 'an object: { "id": "…", "questions": ["…"] }'],
  [/^pages\[]\.questions$/, `a list of 1 to ${LIMITS.questions} ids of questions`],
  [/\.next$/, `a list of at most ${LIMITS.conditions} jumps: [{ "when": { … }, "to": "…" }]`],
  [/\.next\[]$/, 'a jump: { "when": { … }, "to": "…" }'],
  [/^ends\[]$/, 'an object: { "id": "…", "title": "…" }'],
  [/^sample$/, 'a number from 0 to 1: 0.25 is a quarter of all visitors'],
  [/^hidden$/, 'an object: { "source": "mail", "campaign": { "query": "utm_campaign" } }'],
  [/^hidden\./, 'a text, a number, true, false, null, or { "query": "a parameter of the URL" }'],
  [/^journey$/, 'an object: { "id": "purchase", "stage": "order" }'],
  [/^(greet|.*\.(required|multiple|exclusive|answered))$/, TRUTH],
  [/^reply$/, 'true, false or a condition'],
  [/^trigger$/, 'an object, { "event": "checkout.done" }, or a list of such'],
  [/^trigger.*\.(delayMs|dwellMs|idleMs)$/, `a number of milliseconds, 0 to ${LIMITS.durationMs.toLocaleString('en')}`],
  [/^trigger.*\.scrollPercent$/, 'a number from 1 to 100'],
  [/^trigger.*\.visits$/, 'a whole number from 1 to 1000'],
  [/^trigger.*\.exit$/, 'true, or left out'],
  [/\.scale$/, '{ "min": 1, "max": 5, "direction": "higher_better", "positive": [4, 5] }'],
  [/\.scale\.min$/, `a whole number from ${LIMITS.scaleLowest} to ${LIMITS.scaleSpan}`],
  [/\.scale\.max$/, `a whole number above min, at most min + ${LIMITS.scaleSpan}`],
  [/\.positive/, `a ${PAIR} [from, to], both ends included: [9, 10]`],
  [/\.bands/, `a ${PAIR}, the upper values of the low and the middle band: [6, 8]`],
  [/\.labels$/, 'a list of texts'],
  [/\.options$/, `a list of 2 to ${LIMITS.options} ${ITEM}, of a ranking at most ${LIMITS.rows}`],
  [/\.rows$/, `a list of 1 to ${LIMITS.rows} ${ITEM}`],
  [/\.columns$/, `a list of 2 to ${LIMITS.rows} ${ITEM}`],
  [/\.(options|rows|columns)\[]$/, `an object: ${ITEM}`],
  [/\.promptByBand$/, '{ "by": "the id of a scale question above", "low": "…", "mid": "…", "high": "…" }'],
  [/\.fields$/, '["email"], ["name"] or ["email", "name"]'],
  [/\.accept$/, 'one text with commas: "image/*,application/pdf"'],
  [/\.maxFiles$/, `a whole number from 1 to ${LIMITS.attachments}`],
  [/\.maxLength$/, `a whole number from 1 to ${LIMITS.text}`],
  [/\.step$/, 'a number above 0, or "any"'],
  [/\.other$/, 'true, false, or its label as a text'],
  [/(^reviewLink|\.link|^helpLinks\[])$/, `a link: ${LINK}`],
  [/^title$|\.(prompt|label|title|text|statement|unit|low|mid|high|labels\[])$/, TEXT],
  [/\.in$/, `a list of 1 to ${LIMITS.items} values`],
  [/\.(lt|gte)$/, 'a number or a date'],
  [/\.(all|any)$/, `a list of 1 to ${LIMITS.conditions} conditions`],
  [/(^target|\.(when|not|all\[]|any\[]))$/, 'a condition: { "answer": "…", "eq": "…" }'],
];

/** By the kind of value that zod expects, where nothing better is known. */
const KINDS: { [kind: string]: string } = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: TRUTH,
  array: 'a list',
  tuple: 'a list of two',
  object: 'an object',
  record: 'an object',
};

/** What must stand at a path of a survey, in words; undefined where nobody wrote it down. */
export const wantedAt = (path: readonly PropertyKey[], kind = ''): string | undefined => {
  const place = path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[]` : `${text && `${text}.`}${String(part)}`),
    '',
  );
  return WANTED.find(([shape]) => shape.test(place))?.[1] ?? KINDS[kind];
};
