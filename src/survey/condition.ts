import type { Answer, Comparison, Condition, Scalar } from '../contract/types';

type Value = Answer['value'];

/** What conditions may ask for. What is not known is not there. */
export interface Facts {
  /** Answers that count: of questions that were asked and have one. */
  answers: { [question: string]: Value };
  context: { [name: string]: Scalar | undefined };
  data: { [name: string]: Scalar | undefined };
  traits: { [name: string]: Scalar | undefined };
}

/** Of a map that a host filled: `constructor` is nobody's answer. */
const own = <T>(map: { [name: string]: T | undefined }, name: string): T | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;

const folded = (text: string) => text.normalize().toLowerCase();

/** Numbers with numbers, dates with dates: anything else is neither below nor above. */
const alike = (value: Value, bound: number | string): value is number | string => typeof value === typeof bound;

/** Whether a value is as the comparison wants it; all that it wants, where that is more than one thing. */
function fits(value: Value | null | undefined, wanted: Comparison, ordered: boolean): boolean {
  const { eq, in: among, lt, gte, contains, answered } = wanted;
  const there = value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && !value.length);
  if (answered === !there) return false;
  // "not answered" is all that can be said of what is not there
  if (!there) return answered === false;
  // what stands first is what a ranking says in one word
  const items = Array.isArray(value) ? (ordered ? value.slice(0, 1) : value) : [value as Scalar];
  const alone = items.length === 1 ? items[0] : undefined;
  return (
    (eq === undefined || alone === eq) &&
    (!among || items.some((item) => among.includes(item as string))) &&
    (lt === undefined || (alike(value, lt) && value < lt)) &&
    (gte === undefined || (alike(value, gte) && value >= gte)) &&
    (contains === undefined ||
      (Array.isArray(value)
        ? value.includes(contains)
        : typeof value === 'string' && folded(value).includes(folded(contains))))
  );
}

/** What a condition is about. */
function subjectOf({ answer, row, context, data, trait = '' }: Condition, facts: Facts) {
  if (context !== undefined) return own(facts.context, context);
  if (data !== undefined) return own(facts.data, data);
  if (answer === undefined) return own(facts.traits, trait);
  const given = own(facts.answers, answer);
  if (row === undefined) return given;
  return typeof given === 'object' && !Array.isArray(given) ? own(given, row) : undefined;
}

/** Whether a condition holds. `isRanking` tells of a question whether its answer is an order. Pure. */
export function holds(condition: Condition, facts: Facts, isRanking: (question: string) => boolean): boolean {
  const { answer, all, any, not } = condition;
  const inner = (one: Condition) => holds(one, facts, isRanking);
  if (all) return all.every(inner);
  if (any) return any.some(inner);
  if (not) return !inner(not);
  return fits(subjectOf(condition, facts), condition, answer !== undefined && isRanking(answer));
}
