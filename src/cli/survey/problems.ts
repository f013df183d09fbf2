import { surveyProblems } from '../../contract/parse';
import type { SurveyInput } from '../../contract/types';
import { contextFlaws } from './context-values';
import { flawsBeside, flawsIn } from './flaws';
import type { Problem } from './problem';
import { tagFlaws } from './tags';
import { triggerFlaws } from './triggers';
import { unknownKeys } from './unknown-keys';
import { whole } from './whole';

/** Numbers in a path count as numbers: `questions[10]` stands below `questions[9]`. */
const { compare } = new Intl.Collator('en', { numeric: true });

/**
 * All that is wrong with one survey of a file, at once and each once: parts that are not as they should be, keys that
 * nothing reads, and what does not fit together. Stricter than what a page or a collector takes. Never throws.
 */
export function problemsOf(input: unknown, name: string): Problem[] {
  const keys = unknownKeys(input);
  const shape = surveyProblems(input);
  const flaws = shape.length ? flawsBeside(input) : flawsIn(whole(input as SurveyInput, name));
  const told = new Set([...keys, ...flaws].map(({ path }) => path));
  const parts = shape.filter(
    ({ path, message }) =>
      // told above, by its own path and with what there is instead
      !message.startsWith('has no "') &&
      !told.has(path) &&
      // of a condition with a misspelt comparison
      !(message.startsWith('must have one') && keys.some((key) => key.path.startsWith(`${path}.`))),
  );
  const seen = new Set<string>();
  return [...keys, ...parts, ...contextFlaws(input), ...triggerFlaws(input), ...tagFlaws(input), ...flaws]
    .filter(({ path, message }) => !seen.has(`${path}: ${message}`) && seen.add(`${path}: ${message}`))
    .sort((a, b) => compare(a.path, b.path));
}
