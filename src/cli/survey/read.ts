import { readFile } from 'node:fs/promises';
import { isObject } from '../../contract/fields';
import { near } from './near';

/** The surveys of a file by name, or why there are none; what else stands in the file is named in `notes`. */
export type Read = { surveys: [name: string, survey: unknown][]; notes: string[] } | { wrong: string };

const SHAPE = '{ "surveys": { "name": { "title": "…", "questions": [ … ] } } }';

/** Where JSON breaks off, as people count: lines and columns from 1. */
const place = (text: string, error: unknown): string => {
  const at = Number(/position (\d+)/.exec(String(error))?.[1]);
  const before = text.slice(0, at).split('\n');
  const why = String(error)
    .replace(/^SyntaxError: /, '')
    .replace(/ in JSON at position.*$/s, '');
  return Number.isInteger(at) ? `line ${before.length}, column ${before.at(-1)!.length + 1}: ${why}` : String(error);
};

/** Keys of which at least one stands in every survey that somebody wrote by itself. */
const OF_A_SURVEY = ['questions', 'preset', 'pages', 'ends', 'trigger'];

/** What a file with this JSON says, as the option `config` reads it; a survey may also stand by itself. */
export function surveysIn(json: unknown): Read {
  if (typeof json === 'string') return { surveys: [[json, json]], notes: [] };
  if (!isObject(json)) return { wrong: `"surveys" is missing. Write ${SHAPE}` };
  if (!('surveys' in json)) {
    if (OF_A_SURVEY.some((key) => key in json))
      return { surveys: [[typeof json['id'] === 'string' ? json['id'] : 'survey', json]], notes: [] };
    const meant = Object.keys(json).find((key) => near(key, ['surveys']));
    return { wrong: `"surveys" is missing${meant ? `: there is "${meant}"` : ''}. Write ${SHAPE}` };
  }
  const { surveys } = json;
  if (!isObject(surveys)) return { wrong: `"surveys" must be an object of surveys by name. Write ${SHAPE}` };
  if (!Object.keys(surveys).length) return { wrong: `"surveys" is empty. Write ${SHAPE}` };
  const others = Object.keys(json).filter((key) => !['surveys', '$schema'].includes(key));
  return {
    surveys: Object.entries(surveys),
    notes: others.map((key) => `"${key}" is not read from a file; "surveys" is`),
  };
}

/** Reads a file of surveys. Never throws. */
export async function readSurveys(file: string): Promise<Read> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { wrong: `${file} cannot be read: ${(error as Error).message}` };
  }
  try {
    const read = surveysIn(JSON.parse(text));
    return 'wrong' in read ? { wrong: `${file}: ${read.wrong}` } : read;
  } catch (error) {
    return { wrong: `${file} is no JSON. ${place(text, error)}` };
  }
}
