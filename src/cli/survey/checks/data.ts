import { isObject } from '../../../contract/fields';
import { pathOf } from '../../../contract/path';
import { shown } from '../../../contract/sentence';
import { eachCondition } from '../conditions';
import { near } from '../near';
import type { Problem } from '../problem';

/** A number in quotes is a text, and a text is neither below nor above anything but a date. */
function boundFault(value: unknown): string | undefined {
  if (typeof value !== 'string' || /^\d{4}-\d\d(-\d\d|$)/.test(value)) return undefined;
  return value.trim() && Number.isFinite(Number(value))
    ? `a number stands without quotes: ${Number(value)}`
    : `must be a number or a date, "2026-01-31"; it is ${shown(value)}`;
}

/** Comparisons of `data` and traits that can hardly be meant: bounds that are none, and what the survey's own `hidden` says otherwise. */
export function dataFlaws(survey: unknown): Problem[] {
  const found: Problem[] = [];
  const given = isObject(survey) ? survey['hidden'] : undefined;
  const hidden = isObject(given) ? given : {};
  eachCondition(survey, (condition, path) => {
    const { data, trait, eq } = condition;
    if (typeof data !== 'string' && typeof trait !== 'string') return;
    for (const operator of ['lt', 'gte']) {
      const message = boundFault(condition[operator]);
      if (message) found.push({ path: pathOf([...path, operator]), message });
    }
    if (typeof data !== 'string') return;
    if (!Object.hasOwn(hidden, data)) {
      const meant = near(data, Object.keys(hidden));
      if (meant)
        found.push({
          path: pathOf([...path, 'data']),
          message: `"hidden" has no "${data}"; did you mean "${meant}"? Without it only setContext() gives it a value`,
          mild: true,
        });
      return;
    }
    const value = hidden[data];
    if (isObject(value) || value === null) return;
    const among = Array.isArray(condition['in']) ? condition['in'] : eq === undefined ? undefined : [eq];
    if (among && !among.includes(value))
      found.push({
        path: pathOf([...path, eq === undefined ? 'in' : 'eq']),
        message: `can never hold: "hidden" says that "${data}" is ${shown(value)}`,
      });
  });
  return found;
}
