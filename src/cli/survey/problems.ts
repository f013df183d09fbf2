import { isObject } from '../../contract/fields';
import { flawsOf } from '../../contract/flaws';
import { surveyProblems } from '../../contract/parse';
import { pathOf } from '../../contract/path';
import { writtenOut } from '../../contract/ready';
import type { Survey, SurveyInput } from '../../contract/types';
import { OF_ANYTHING, OF_SURVEYS } from './checks';
import { withGuess } from './did-you-mean';
import { flawsBeside, flawsIn } from './flaws';
import type { Problem } from './problem';
import { unknownKeys } from './unknown-keys';
import { wellFormed } from './well-formed';
import { whole } from './whole';

/** Numbers in a path count as numbers: `questions[10]` stands below `questions[9]`. */
const { compare } = new Intl.Collator('en', { numeric: true });

/** A ready question has neither labels nor `promptByBand` in the file: what is said of them is said of what it has. */
function asWritten(problem: Problem, input: unknown): Problem | undefined {
  const [, at, rest] = /^questions\[(\d+)]\.(labels|promptByBand\.by)$/.exec(problem.path) ?? [];
  const questions = isObject(input) && Array.isArray(input['questions']) ? input['questions'] : [];
  if (!at || !isObject(questions[+at]) || !('ready' in questions[+at])) return problem;
  return rest === 'labels' ? undefined : { ...problem, path: `questions[${at}].by` };
}

/** What the schema says of what does not fit together: of a malformed survey as well, where it can be asked. */
function rawFlaws(input: unknown): Set<string> {
  try {
    return new Set(flawsOf(writtenOut(input)).map(({ path, message }) => `${pathOf(path)}: ${message}`));
  } catch {
    return new Set();
  }
}

/** Everything that can be said against one survey of a file, and what may be meant otherwise. */
export interface Review {
  problems: Problem[];
  notes: Problem[];
}

/**
 * All that is wrong with one survey of a file, at once and each once: parts that are not as they should be, keys that
 * nothing reads, what does not fit together, and what can never be. Stricter than what a page or a collector takes. Never
 * throws.
 */
export function reviewOf(input: unknown, name: string): Review {
  const keys = unknownKeys(input);
  const shape = surveyProblems(input);
  const flaws = shape.length ? flawsBeside(input) : flawsIn(whole(input as SurveyInput, name));
  const told = new Set([...keys, ...flaws].map(({ path }) => path));
  // what does not fit together is told by the flaws, in full, and of what could be read
  const raw = rawFlaws(input);
  const first = new Set<string>();
  const parts = shape.filter(
    ({ path, message }) =>
      !raw.has(`${path}: ${message}`) &&
      // told above, by its own path and with what there is instead
      !message.startsWith('has no "') &&
      !told.has(path) &&
      !first.has(path) &&
      first.add(path) &&
      // of a condition with a misspelt comparison, or a value with a misspelt key
      !keys.some((key) => key.path.startsWith(`${path}.`) && /^must (have one|be a text, a number)/.test(message)),
  );
  const wrong = [...keys, ...parts, ...flaws];
  const seenAs: Survey | undefined = !shape.length
    ? whole(input as SurveyInput, name)
    : isObject(input) && Array.isArray(input['questions']) && input['questions'].length
      ? wellFormed(input).survey
      : undefined;
  const more = [
    ...OF_ANYTHING.flatMap((check) => check(input, name)),
    // what is more than nonsense is looked at where the ways make sense
    ...(seenAs ? OF_SURVEYS.flatMap((check) => check(seenAs, !wrong.length)) : []),
  ].filter(
    ({ path }, at, found) =>
      found.findIndex((one) => one.path === path) === at &&
      // of what is told in one of its parts nothing else is said
      !found.some((one) => one.path.startsWith(`${path}.`) && path.endsWith('when')) &&
      !wrong.some((one) => one.path.startsWith(`${path}.`) || one.path === path),
  );
  const seen = new Set<string>();
  const all = [...wrong, ...more]
    .flatMap((problem) => asWritten(problem, input) ?? [])
    .filter(({ path, message }) => !seen.has(`${path}: ${message}`) && seen.add(`${path}: ${message}`))
    .map((problem) => withGuess(problem, input))
    .sort((a, b) => compare(a.path, b.path));
  return { problems: all.filter(({ mild }) => !mild), notes: all.filter(({ mild }) => mild) };
}

/** Only what is wrong. */
export const problemsOf = (input: unknown, name: string): Problem[] => reviewOf(input, name).problems;
