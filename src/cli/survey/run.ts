import { readFile } from 'node:fs/promises';
import { flawsOf } from '../../contract/flaws';
import { surveyProblems } from '../../contract/parse';
import { pathOf } from '../../contract/path';
import type { Survey, SurveyInput, WrittenSurvey } from '../../contract/types';
import { cesSurvey } from '../../survey/ces';
import { presets } from '../../survey/presets';
import { inWords } from '../../survey/ready';
import { presetWords } from './preset-words';
import { preview } from './preview';

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where JSON breaks off, as people count: lines and columns from 1. */
const place = (text: string, error: unknown): string => {
  const at = Number(/position (\d+)/.exec(String(error))?.[1]);
  if (!Number.isInteger(at)) return String(error);
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}: ${String(error).replace(/^SyntaxError: /, '')}`;
};

const whole = (input: SurveyInput, name: string): Survey => {
  const { preset, ...changes } = (typeof input === 'string' ? { preset: input } : input) as { preset?: string };
  if (!preset) {
    const { questions, ...rest } = input as WrittenSurvey;
    return { ...rest, questions: inWords(questions as Survey['questions'], presetWords) };
  }
  const all: { [name: string]: Survey } = { ...presets(presetWords), ces: cesSurvey(presetWords) };
  return { ...all[preset]!, id: name, ...changes } as Survey;
};

export interface SurveyOptions {
  file: string;
  /** BCP 47: in which language texts are shown. */
  language: string;
  /** Draw each screen. */
  draw: boolean;
}

/** Checks a file of surveys and draws their screens. Resolves with how many of them are wrong. */
export async function surveyCommand({ file, language, draw }: SurveyOptions, print: (line: string) => void) {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    print(`${file} cannot be read: ${(error as Error).message}`);
    return { failed: 1 };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    print(`${file} is no JSON. ${place(text, error)}`);
    return { failed: 1 };
  }
  const named: [name: string, survey: unknown][] =
    isObject(json) && isObject(json['surveys'])
      ? Object.entries(json['surveys'])
      : [[isObject(json) && typeof json['id'] === 'string' ? json['id'] : 'survey', json]];
  let failed = 0;
  if (!named.length) print(`${file} has no survey: write { "surveys": { "name": { … } } }.`);
  for (const [name, given] of named) {
    // as a page does: what is not said has a default, and the name is the id
    const input =
      isObject(given) && !('preset' in given)
        ? { id: name, version: '1', mode: 'interaction', title: name, ...given }
        : given;
    const problems = surveyProblems(input);
    // what a changed preset adds is held against the preset's own questions
    if (!problems.length)
      problems.push(
        ...flawsOf(whole(input as SurveyInput, name)).map(({ path, message }) => ({ path: pathOf(path), message })),
      );
    if (problems.length) {
      failed++;
      print(`✗ ${name}`);
      for (const { path, message } of problems) print(`    ${path ? `${path}: ` : ''}${message}`);
      continue;
    }
    print(`✓ ${name}`);
    if (draw) for (const line of preview(whole(input as SurveyInput, name), language)) print(line);
    if (draw) print('');
  }
  print(`${named.length - failed} of ${named.length} fine`);
  return { failed: failed || (named.length ? 0 : 1) };
}
