import { isObject } from '../../contract/fields';
import { near } from './near';
import type { Problem } from './problem';

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const idsOf = (value: unknown): string[] =>
  list(value).flatMap((one) => (isObject(one) && typeof one['id'] === 'string' ? [one['id']] : []));

/** The value at a path as it is written: `pages[0].next[0].to`. */
const at = (value: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((inside, part) => (Object(inside) === inside ? (inside as never)[part] : undefined), value);

/** The words that a message lists: `one of "a", "b"`. */
function listed(message: string): string[] {
  const [, words] = /one of ("(?:[^"\\]|\\.)*"(?:, "(?:[^"\\]|\\.)*")*)/.exec(message) ?? [];
  try {
    return words ? JSON.parse(`[${words}]`) : [];
  } catch {
    return []; // an id with a quote in it
  }
}

/** Names the word or id that was probably meant, where a message says that there is none such. */
export function withGuess(problem: Problem, survey: unknown): Problem {
  const { path, message } = problem;
  if (message.includes('did you mean') || !isObject(survey)) return problem;
  const given = at(survey, path);
  if (typeof given !== 'string') return problem;
  const known = /there is no page and no end/.test(message)
    ? [...idsOf(survey['pages']), ...idsOf(survey['ends'])]
    : /there is no question|is no scale question/.test(message)
      ? idsOf(survey['questions'])
      : listed(message);
  const meant = near(
    given,
    known.filter((one) => one !== given),
  );
  return meant ? { ...problem, message: `${message}; did you mean ${JSON.stringify(meant)}?` } : problem;
}
