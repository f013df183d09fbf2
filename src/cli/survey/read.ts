import { readFile } from 'node:fs/promises';
import { isObject } from '../../contract/fields';
import { near } from './near';
import type { Problem } from './problem';
import { readSource, type Source } from './source';

/** One survey of a file. */
export interface Found {
  name: string;
  survey: unknown;
  /** What stands before its paths in the file: `surveys.checkout.`; nothing for one that stands by itself. */
  above: string;
}

/** The surveys of a file; what else stands in it is named in `notes`. */
export interface Surveys {
  surveys: Found[];
  notes: string[];
}

/** The same, or why there are none. */
export type Read = Surveys | { wrong: string };

const SHAPE = '{ "surveys": { "name": { "title": "…", "questions": [ … ] } } }';

/** Keys of which at least one stands in every survey that somebody wrote by itself. */
const OF_A_SURVEY = ['questions', 'preset', 'pages', 'ends', 'trigger'];

/** What a file with this JSON says, as the option `config` reads it; a survey may also stand by itself. */
export function surveysIn(json: unknown): Read {
  const alone = (name: string): Read => ({ surveys: [{ name, survey: json, above: '' }], notes: [] });
  if (typeof json === 'string') return alone(json);
  if (!isObject(json)) return { wrong: `"surveys" is missing. Write ${SHAPE}` };
  if (!('surveys' in json)) {
    if (OF_A_SURVEY.some((key) => key in json)) return alone(typeof json['id'] === 'string' ? json['id'] : 'survey');
    const meant = Object.keys(json).find((key) => near(key, ['surveys']));
    return { wrong: `"surveys" is missing${meant ? `: there is "${meant}"` : ''}. Write ${SHAPE}` };
  }
  const { surveys } = json;
  if (!isObject(surveys)) return { wrong: `"surveys" must be an object of surveys by name. Write ${SHAPE}` };
  if (!Object.keys(surveys).length) return { wrong: `"surveys" is empty. Write ${SHAPE}` };
  const others = Object.keys(json).filter((key) => !['surveys', '$schema'].includes(key));
  return {
    surveys: Object.entries(surveys).map(([name, survey]) => ({ name, survey, above: `surveys.${name}.` })),
    notes: others.map((key) => `"${key}" is not read from a file; "surveys" is`),
  };
}

/** Reads a file of surveys, with the lines of what stands in it. Never throws. */
export async function readSurveys(file: string): Promise<(Surveys & { source: Source }) | { wrong: string }> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { wrong: `${file} cannot be read: ${(error as Error).message}` };
  }
  const source = readSource(text);
  if ('wrong' in source) return { wrong: `${file} is no JSON. ${source.wrong}` };
  const read = surveysIn(source.json);
  return 'wrong' in read ? { wrong: `${file}: ${read.wrong}` } : { ...read, source };
}

/** Keys that stand twice in one object below `above`, or with `''` in the file. */
export const twiceIn = ({ twice }: Source, above: string): Problem[] =>
  twice
    .filter(({ path }) => path.startsWith(above))
    .map(({ path, first }) => ({
      path: path.slice(above.length),
      message: `stands twice here, in line ${first} as well: only the last counts`,
    }));
