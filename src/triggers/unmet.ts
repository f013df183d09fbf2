import type { Condition } from '../contract/types';

/** The part of a condition that keeps it from holding: the first of several that must, else the condition itself. */
export const unmet = (condition: Condition, holds: (part: Condition) => boolean): Condition => {
  const first = condition.all?.find((part) => !holds(part));
  return first ? unmet(first, holds) : condition;
};
