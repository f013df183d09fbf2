import type { Condition } from '../../contract/types';

const OPERATORS = { eq: 'is', in: 'is one of', lt: 'is below', gte: 'is at least', contains: 'has' } as const;

const value = (given: unknown): string =>
  Array.isArray(given) ? given.map(value).join(', ') : typeof given === 'string' ? `"${given}"` : String(given);

/** A condition as a sentence: `rate is at least 4 and not (goal is "look")`. */
export function inWords(condition: Condition): string {
  const { all, any, not, answer, row, context, data, trait, answered } = condition;
  const inner = (one: Condition) => (one.all || one.any ? `(${inWords(one)})` : inWords(one));
  if (all) return all.map(inner).join(' and ');
  if (any) return any.map(inner).join(' or ');
  if (not) return `not (${inWords(not)})`;
  const subject =
    answer !== undefined
      ? `${answer}${row === undefined ? '' : ` of ${row}`}`
      : context !== undefined
        ? `the page's ${context}`
        : data !== undefined
          ? `the host's ${data}`
          : `the visitor's ${trait}`;
  const compared = Object.entries(OPERATORS)
    .filter(([operator]) => condition[operator as keyof typeof OPERATORS] !== undefined)
    .map(([operator, words]) => `${words} ${value(condition[operator as keyof typeof OPERATORS])}`);
  if (answered !== undefined) compared.push(answered ? 'is answered' : 'is not answered');
  return `${subject} ${compared.join(' and ')}`;
}
