import { isDate } from '../date';
import { OTHER } from '../other';
import type { Comparison, Condition, Question, Survey } from '../types';
import type { Flaw } from './flaw';
import { type Place, placesOf } from './order';

type Path = (string | number)[];
type Value = string | number | boolean;

/** What may be compared with the answer to a question: operators, and whether a value can ever be one of its answers. */
interface Comparable {
  operators: (keyof Comparison)[];
  fits(value: Value, operator: keyof Comparison): boolean;
  /** What a value must be, in words. */
  must(operator: keyof Comparison): string;
}

const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);
const among = (ids: string[], operators: Comparable['operators']): Comparable => ({
  operators,
  fits: (value) => ids.includes(value as string),
  must: () => `one of "${ids.join('", "')}"`,
});
const always = (words: string) => () => words;

/** Undefined for what has no answer that a condition could see. */
function comparable(question: Question, row: string | undefined): Comparable | undefined {
  switch (question.type) {
    case 'scale': {
      const { min, max } = question.scale;
      return {
        operators: ['eq', 'in', 'lt', 'gte'],
        fits: (value, operator) => {
          const below = operator === 'lt' ? 1 : 0;
          return Number.isInteger(value) && (value as number) >= min + below && (value as number) <= max + below;
        },
        // "below 8" is a fair question on a scale that ends with 7, and "below 1" none on one that begins with 1
        must: (operator) =>
          operator === 'lt'
            ? `a whole number from ${min + 1} to ${max + 1}: answers go from ${min} to ${max}`
            : `a whole number from ${min} to ${max}`,
      };
    }
    case 'number':
      return {
        operators: ['eq', 'in', 'lt', 'gte'],
        fits: (value) => typeof value === 'number',
        must: always('a number'),
      };
    case 'date':
      return {
        operators: ['eq', 'in', 'lt', 'gte'],
        fits: (value) => typeof value === 'string' && isDate(value),
        must: always('a date, for example "2026-01-31"'),
      };
    case 'text':
      return { operators: ['eq', 'in', 'contains'], fits: (value) => typeof value === 'string', must: always('text') };
    case 'boolean':
    case 'consent':
      return { operators: ['eq', 'in'], fits: (value) => typeof value === 'boolean', must: always('true or false') };
    case 'choice':
      return among([...idsOf(question.options), ...(question.other ? [OTHER] : [])], ['eq', 'in', 'contains']);
    case 'ranking':
      return among(idsOf(question.options), ['eq', 'in']);
    case 'matrix':
      return row === undefined
        ? { operators: [], fits: () => true, must: always('') }
        : among(idsOf(question.columns), ['eq', 'in']);
    case 'file':
      return { operators: [], fits: () => true, must: always('') };
    default:
      return undefined;
  }
}

const OPERATORS = ['eq', 'in', 'lt', 'gte', 'contains'] as const;

/** What one condition says that can never be, from the sight of whoever knows the answers of `before`. */
function flawsIn(
  condition: Condition,
  path: Path,
  places: Map<string, Place>,
  before: (place: Place) => boolean,
  flaws: Flaw[],
): void {
  const inside = (inner: Condition, ...more: Path) => flawsIn(inner, [...path, ...more], places, before, flaws);
  condition.all?.forEach((inner, at) => void inside(inner, 'all', at));
  condition.any?.forEach((inner, at) => void inside(inner, 'any', at));
  if (condition.not) inside(condition.not, 'not');
  const { answer, row } = condition;
  if (answer === undefined) return;
  const fail = (message: string, ...more: Path) => void flaws.push({ path: [...path, ...more], message });
  const place = places.get(answer);
  const against = place && comparable(place.question, row);
  const nothing = !place
    ? `there is no question "${answer}"`
    : !before(place)
      ? `"${answer}" is not answered yet here: ask it earlier`
      : !against && `"${answer}" is a ${place.question.type}: it has no answer to compare`;
  if (nothing) fail(nothing, 'answer');
  if (!place || !against || nothing) return;
  const { question } = place;
  if (row !== undefined && (question.type !== 'matrix' || !idsOf(question.rows).includes(row))) {
    fail(`"${answer}" has no row "${row}"`, 'row');
    return;
  }
  for (const operator of OPERATORS) {
    const given = condition[operator];
    if (given === undefined) continue;
    if (!against.operators.includes(operator))
      fail(
        question.type === 'matrix' && row === undefined
          ? 'a matrix is compared row by row: name the "row"'
          : `a ${question.type} can be asked for ${[...against.operators, 'answered'].join(', ')}`,
        operator,
      );
    // a part of a text may be any text
    else if (operator !== 'contains' || question.type !== 'text')
      (Array.isArray(given) ? given : [given]).forEach((value, at) => {
        if (!against.fits(value, operator))
          fail(`must be ${against.must(operator)}`, operator, ...(Array.isArray(given) ? [at] : []));
      });
  }
}

/** Conditions about questions that are not there, come later, or can never have that answer. */
export function conditionFlaws(survey: Survey): Flaw[] {
  const { questions, pages = [], ends = [], helpLinks = [], reply, target } = survey;
  const flaws: Flaw[] = [];
  const places = placesOf(survey);
  const check = (when: Condition | undefined, path: Path, before: (place: Place) => boolean = () => true) =>
    when && flawsIn(when, path, places, before, flaws);
  questions.forEach(({ id, when }, at) => {
    const own = places.get(id);
    check(when, ['questions', at, 'when'], ({ order }) => !own || order < own.order);
  });
  pages.forEach(({ when, next = [] }, at) => {
    check(when, ['pages', at, 'when'], ({ page }) => page < at);
    next.forEach(
      (jump, place) => void check(jump.when, ['pages', at, 'next', place, 'when'], ({ page }) => page <= at),
    );
  });
  ends.forEach(({ when }, at) => void check(when, ['ends', at, 'when']));
  helpLinks.forEach(({ when }, at) => void check(when, ['helpLinks', at, 'when']));
  if (typeof reply === 'object') check(reply, ['reply']);
  // it is asked before the survey is
  check(target, ['target'], () => false);
  return flaws;
}
