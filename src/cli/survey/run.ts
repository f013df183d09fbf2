import { isObject } from '../../contract/fields';
import type { SurveyInput } from '../../contract/types';
import { has, languagesOf, speaks } from './languages';
import { preview } from './preview';
import type { Problem } from './problem';
import { reviewOf } from './problems';
import { type Found, readSurveys, twiceIn } from './read';
import { whole } from './whole';
import { wordsFor } from './words';

export interface SurveyOptions {
  files: string[];
  /** BCP 47: in which language texts are shown. */
  language: string;
  /** Draw each screen. */
  draw: boolean;
}

/** What is not said has a default, and the name is the id; a page shows the panel's own title where there is none. */
const withDefaults = (given: unknown, name: string): unknown =>
  isObject(given) && !('preset' in given)
    ? { id: name, version: '1', mode: 'interaction', title: name, ...given }
    : given;

const idOf = ({ survey, name }: Found): unknown => (isObject(survey) ? (survey['id'] ?? name) : name);

/** Checks files of surveys and draws their screens. Resolves with how many surveys, or files, are wrong. */
export async function surveyCommand({ files, language, draw }: SurveyOptions, print: (line: string) => void) {
  const { tag, words } = await wordsFor(language);
  let failed = 0;
  let surveys = 0;
  for (const file of files) {
    if (files.length > 1) print(file);
    const read = await readSurveys(file);
    if (!('source' in read)) {
      print(read.wrong);
      failed++;
      surveys++;
      continue;
    }
    const { source } = read;
    const say = ({ path, message }: Problem, above: string, mark = '    ') =>
      print(`${mark}line ${source.lineOf(above + path)}${path && `, ${path}`}: ${message}`);
    for (const note of read.notes) print(`  ${note}`);
    const outside = twiceIn(source, '').filter(({ path }) => !read.surveys.some(({ above }) => path.startsWith(above)));
    for (const problem of outside) say(problem, '', '  ');
    surveys += read.surveys.length;
    if (outside.length) {
      failed++;
      surveys++;
    }
    for (const found of read.surveys) {
      const { name, survey: given, above } = found;
      const input = withDefaults(given, name);
      const { problems, notes } = reviewOf(input, name);
      problems.push(...twiceIn(source, above));
      const same = read.surveys.find((other) => other !== found && idOf(other) === idOf(found));
      if (same)
        notes.push({
          path: 'id',
          message: `"${same.name}" has the same id, "${idOf(found)}": their answers are counted as those of one survey`,
        });
      if (problems.length) failed++;
      print(`${problems.length ? '✗' : '✓'} ${name}`);
      for (const problem of problems) say(problem, above);
      for (const note of notes) say(note, above, '  ! ');
      if (!draw || problems.length) continue;
      const own = languagesOf(given);
      if (own.length && !has(own, language))
        print(`  No text of this survey is in "${language}"; it has ${own.join(', ')}.`);
      if (!speaks([tag], language))
        print(`  The panel does not speak "${language}": its own words, and ready questions, come in "${tag}".`);
      for (const line of preview(whole(input as SurveyInput, name, words), name, language, words)) print(line);
      print('');
    }
  }
  print(`${surveys - failed} of ${surveys} fine`);
  return { failed };
}
