import type { z } from 'zod';
import { isObject } from './fields';
import { type Fields, MENDS, type Place, UP } from './mends';
import { pathOf } from './path';
import { record } from './record';
import type { FeedbackRecord } from './types';

export type Issue = z.core.$ZodIssue;

/** Two show all: an answer is checked as a whole once its fields fit. The third only ends what a wrong line in `MENDS` began. */
const MOST_ROUNDS = 3;

/** A map's key is anybody's text: it is named where it is a plain name, and nothing else of it reaches a log. */
const PLAIN = /^[\w.-]{1,40}$/;

const patternOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? '*' : String(part))).join('.');

/** Whether what a figure is kept apart by had to be guessed: its answers are kept, and stand in no figure. */
const guessedKey = (given: Fields, { mode, survey }: FeedbackRecord): boolean => {
  const said = isObject(given['survey']) ? given['survey'] : {};
  // a number says the same as its text
  const differs = (text: string, from: unknown) => from !== text && (typeof from !== 'number' || `${from}` !== text);
  return given['mode'] !== mode || differs(survey.id, said['id']) || differs(survey.version, said['version']);
};

/**
 * Reads a record that the schema refuses, with what the host or the page says about itself mended: it costs itself, and
 * never the visitor's words beside it. Gives the first issue that cannot be mended instead. `value` stays as it is.
 */
export const readMended = (
  value: unknown,
  found: readonly Issue[],
): { record: FeedbackRecord; mended: string[] } | { issue: Issue } => {
  if (!isObject(value)) return { issue: found[0]! };
  const whole: Fields = { ...value };
  const copies = new WeakSet<object>([whole]);
  const mended = new Set<string>();

  /** What holds the last part of the path, copied once on the way; `undefined` where a mend has removed it. */
  const holderOf = (path: readonly PropertyKey[]): Fields | undefined => {
    let holder = whole;
    for (const part of path.slice(0, -1)) {
      const inner = holder[part as string];
      if (typeof inner !== 'object' || inner === null) return undefined;
      const copy = copies.has(inner) ? inner : Array.isArray(inner) ? [...inner] : { ...inner };
      copies.add(copy);
      holder[part as string] = copy;
      holder = copy as Fields;
    }
    return holder;
  };

  const mendAt = (path: readonly PropertyKey[], mendField: (value: unknown, place: Place) => unknown): boolean => {
    const parent = holderOf(path);
    if (!parent) return true;
    const field = path.at(-1) as string;
    const notes: string[] = [];
    const note = (entry: PropertyKey) =>
      notes.push(pathOf(typeof entry === 'number' || PLAIN.test(String(entry)) ? [...path, entry] : path));
    const instead = mendField(parent[field], { parent, whole, note });
    if (instead === UP) return false;
    if (instead === undefined) delete parent[field];
    else parent[field] = instead;
    for (const one of notes.length ? notes : [pathOf(path)]) mended.add(one);
    return true;
  };

  let issues = found;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // A map with a thousand bad entries is mended once.
    const done = new Set<string>();
    const mend = ({ path }: Issue): boolean => {
      for (let length = path.length; length > 0; length--) {
        const at = path.slice(0, length);
        const mendField = MENDS.get(patternOf(at));
        if (!mendField) continue;
        if (done.has(pathOf(at)) || mendAt(at, mendField)) {
          done.add(pathOf(at));
          return true;
        }
      }
      return false;
    };
    const beyond = issues.find((issue) => !mend(issue));
    if (beyond) return { issue: beyond };
    const parsed = record.safeParse(whole);
    if (parsed.success) {
      const { data } = parsed;
      const figured = guessedKey(value, data)
        ? { ...data, answers: data.answers.map(({ metric: _, ...it }) => it) }
        : data;
      return { record: figured, mended: [...mended] };
    }
    issues = parsed.error.issues;
  }
  return { issue: issues[0]! };
};
