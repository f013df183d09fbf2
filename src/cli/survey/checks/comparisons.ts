import { pathOf } from '../../../contract/path';
import type { Condition, Question, Survey } from '../../../contract/types';
import { eachCondition } from '../conditions';
import type { Problem } from '../problem';

type Value = number | string;

/** What a comparison with numbers or dates leaves, from `from` to below `to`. */
interface Range {
  from?: Value | undefined;
  to?: Value | undefined;
}

const bound = (value: unknown): Value | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined;
const alike = (one: Value | undefined, other: Value | undefined): boolean => typeof one === typeof other;
const isNone = ({ from, to }: Range) => from !== undefined && to !== undefined && alike(from, to) && from >= to;

const subjectOf = ({ answer, row, context, data, trait }: Condition): string | undefined =>
  answer !== undefined
    ? JSON.stringify([answer, row])
    : JSON.stringify([
        context !== undefined ? 'context' : data !== undefined ? 'data' : 'trait',
        context ?? data ?? trait,
      ]);

/** Both ends of what can be answered, inclusive; undefined where there is none, or it changes from day to day. */
function limitsOf(question: Question | undefined): { min?: Value | undefined; max?: Value | undefined } {
  if (question?.type === 'scale') return question.scale;
  if (question?.type !== 'number' && question?.type !== 'date') return {};
  const fixed = (value: Value | undefined) => (value === 'today' ? undefined : value);
  return { min: fixed(question.min), max: fixed(question.max) };
}

/** Comparisons that hold for nobody, or for everybody: of bounds with each other, and with the bounds of the question. */
export function comparisonFlaws(survey: Survey): Problem[] {
  const found: Problem[] = [];
  const byId = new Map(survey.questions.map((question) => [question.id, question]));
  eachCondition(survey, (condition: Condition, path) => {
    const say = (message: string, operator?: string, mild = false) =>
      found.push({ path: pathOf(operator ? [...path, operator] : path), message, ...(mild && { mild }) });
    const { answer, row, lt, gte, eq, answered } = condition;
    if (isNone({ from: bound(gte), to: bound(lt) })) {
      say(`can never hold: nothing is at least ${gte} and below ${lt}`);
      return;
    }
    const rest = condition.all?.filter(({ all, any, not }) => !all && !any && !not) ?? [];
    for (const subject of new Set(rest.map(subjectOf))) {
      const same = rest.filter((one) => subjectOf(one) === subject);
      const equal = new Set(same.flatMap((one) => (one.eq === undefined ? [] : [one.eq])));
      const joined = {
        from: same
          .flatMap((one) => bound(one.gte) ?? [])
          .reduce<Value | undefined>((a, b) => (a === undefined || (alike(a, b) && b > a) ? b : a), undefined),
        to: same
          .flatMap((one) => bound(one.lt) ?? [])
          .reduce<Value | undefined>((a, b) => (a === undefined || (alike(a, b) && b < a) ? b : a), undefined),
      };
      const name = (JSON.parse(subject!) as (string | null)[]).filter(Boolean).reverse()[0];
      if (equal.size > 1)
        say(
          `can never hold: "${same[0]!.answer ?? name}" is not ${[...equal].map((value) => JSON.stringify(value)).join(' and ')} at once. Write "any", or "in"`,
          'all',
        );
      else if (isNone(joined)) say(`can never hold: nothing is at least ${joined.from} and below ${joined.to}`, 'all');
    }
    const question = answer === undefined || row !== undefined ? undefined : byId.get(answer);
    const { min, max } = limitsOf(question);
    // what is no point of a scale is told where the names are
    if (question?.type !== 'scale')
      for (const [operator, value] of [
        ['eq', eq],
        ['lt', lt],
        ['gte', gte],
      ] as const) {
        const given = bound(value);
        if (given === undefined) continue;
        const below =
          min !== undefined &&
          alike(given, min) &&
          (operator === 'lt' ? given <= min : operator === 'eq' && given < min);
        const above = max !== undefined && alike(given, max) && operator !== 'lt' && given > max;
        if (below) say(`can never hold: answers to "${answer}" begin with ${min}`, operator);
        if (above) say(`can never hold: answers to "${answer}" end with ${max}`, operator);
      }
    const all =
      (gte !== undefined && lt === undefined && alike(gte, min) && gte <= min!) ||
      (lt !== undefined && gte === undefined && alike(lt, max) && lt > max!);
    if (all && answered === undefined && eq === undefined)
      say(
        `holds for every answer to "${answer}": to ask whether there is one, write "answered": true`,
        gte === undefined ? 'lt' : 'gte',
        true,
      );
  });
  return found;
}
