import { isObject } from '../../contract/fields';
import type { SurveyInput } from '../../contract/types';
import { languagesOf, speaks } from './languages';
import { preview } from './preview';
import { problemsOf } from './problems';
import { readSurveys } from './read';
import { whole } from './whole';
import { wordsFor } from './words';

export interface SurveyOptions {
  file: string;
  /** BCP 47: in which language texts are shown. */
  language: string;
  /** Draw each screen. */
  draw: boolean;
}

/** As a page does: what is not said has a default, and the name is the id. */
const withDefaults = (given: unknown, name: string): unknown =>
  isObject(given) && !('preset' in given)
    ? { id: name, version: '1', mode: 'interaction', title: name, ...given }
    : given;

/** Checks a file of surveys and draws their screens. Resolves with how many of them are wrong. */
export async function surveyCommand({ file, language, draw }: SurveyOptions, print: (line: string) => void) {
  const read = await readSurveys(file);
  if ('wrong' in read) {
    print(read.wrong);
    return { failed: 1 };
  }
  const { tag, words } = await wordsFor(language);
  for (const note of read.notes) print(`  ${note}`);
  let failed = 0;
  for (const [name, given] of read.surveys) {
    const input = withDefaults(given, name);
    const problems = problemsOf(input, name);
    if (problems.length) {
      failed++;
      print(`✗ ${name}`);
      for (const { path, message } of problems) print(`    ${path ? `${path}: ` : ''}${message}`);
      continue;
    }
    print(`✓ ${name}`);
    if (!draw) continue;
    const own = languagesOf(given);
    if (own.length && !speaks(own, language))
      print(`  No text of this survey is in "${language}"; it has ${own.join(', ')}.`);
    if (!speaks([tag], language))
      print(`  The panel does not speak "${language}": its own words, and ready questions, come in "${tag}".`);
    for (const line of preview(whole(input as SurveyInput, name, words), language, words)) print(line);
    print('');
  }
  print(`${read.surveys.length - failed} of ${read.surveys.length} fine`);
  return { failed };
}
