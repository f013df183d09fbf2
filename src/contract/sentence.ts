import { isObject } from './fields';
import type { Issue } from './mend';
import { wantedAt } from './wanted';

/** The value at a path; undefined where there is none. */
const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inside, part) => (isObject(inside) || Array.isArray(inside) ? (inside as never)[part] : undefined),
    value,
  );

/** Characters of a value that are shown. */
const MOST = 60;

/** A value as an author finds it again in the file. */
export const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  if (text.length <= MOST) return text;
  return Array.isArray(value) ? `a list of ${value.length}` : `${text.slice(0, MOST)}…`;
};

const list = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(', ');

/** `must be …; it is 25`, or that there is nothing. */
const must = (wanted: string, given: unknown) =>
  given === undefined ? `is missing; it must be ${wanted}` : `must be ${wanted}; it is ${shown(given)}`;

/** The same of a list that is too short or too long: what stands in it says nothing. */
const mustHave = (wanted: string, given: unknown) =>
  Array.isArray(given) && given.length ? `must be ${wanted}; it has ${given.length}` : must(wanted, given);

/** What is wrong at one place of a survey, as people say it; `whole` is the survey as it was given. */
export const sentenceOf = (issue: Issue, whole: unknown): string => {
  const given = at(whole, issue.path);
  const last = String(issue.path.at(-1) ?? '');
  switch (issue.code) {
    case 'invalid_type':
      return must(wantedAt(issue.path, issue.expected) ?? issue.expected, given);
    case 'invalid_value':
      return last === 'exit' ? must('true, or left out', given) : must(`one of ${list(issue.values)}`, given);
    case 'too_small':
    case 'too_big': {
      // a schema's own words say more
      if (!issue.message.startsWith('Too ')) return issue.message;
      const wanted = wantedAt(issue.path);
      if (wanted) return mustHave(wanted, given);
      const small = issue.code === 'too_small';
      const limit = small ? issue.minimum : issue.maximum;
      return `must ${Array.isArray(given) ? 'have' : 'be'} at ${small ? 'least' : 'most'} ${limit}${Array.isArray(given) ? ' entries' : ''}`;
    }
    case 'invalid_union': {
      const { discriminator, options } = issue as { discriminator?: string; options?: unknown[] };
      if (discriminator) {
        const types = list(options ?? []);
        return given === undefined
          ? `is missing; it is one of ${types}. Or write "ready" for a question in the panel's own words`
          : `there is no type ${shown(given)}; it is one of ${types}`;
      }
      const wanted = wantedAt(issue.path);
      return wanted ? must(wanted, given) : given === undefined ? 'is missing' : 'has a value of the wrong type';
    }
    case 'invalid_key':
      return `a key in it ${issue.issues[0]?.message ?? 'is none'}`;
    case 'invalid_format':
      return given === undefined ? issue.message : `${issue.message}; it is ${shown(given)}`;
    case 'unrecognized_keys':
      return `has no ${list(issue.keys)}`;
    default:
      return issue.message;
  }
};
