import { pathOf } from '../../contract/path';
import { eachCondition } from './conditions';
import type { Problem } from './problem';

/** What a value of the page can be at all; of the others, any text. */
const VALUES: { [name: string]: boolean[] | string[] | 'number' } = {
  'device.type': ['desktop', 'tablet', 'phone', 'other'],
  channel: ['web', 'webview', 'link', 'employee', 'other'],
  online: [true, false],
  returning: [true, false],
  'viewport.width': 'number',
};

const quoted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(', ');

/** Comparisons of what a page tells with what it can never be: `returning` with "true", a device with "mobile". */
export function contextFlaws(survey: unknown): Problem[] {
  const found: Problem[] = [];
  eachCondition(survey, (condition, path) => {
    const { context } = condition;
    if (typeof context !== 'string') return;
    const values = Object.hasOwn(VALUES, context) ? VALUES[context] : undefined;
    const must =
      values === 'number'
        ? 'a number (CSS pixels)'
        : values
          ? typeof values[0] === 'boolean'
            ? 'true or false, without quotes'
            : `one of ${quoted(values)}`
          : context === 'url'
            ? 'the whole address, with its https:// (a part of it can be asked for with "contains")'
            : 'a text';
    const fits = (value: unknown) =>
      values === 'number'
        ? typeof value === 'number'
        : values
          ? values.includes(value as never)
          : typeof value === 'string' && (context !== 'url' || /^\w+:/.test(value));
    const fail = (operator: string, message: string, ...more: number[]) =>
      found.push({ path: pathOf([...path, operator, ...more]), message });
    const check = (operator: string, value: unknown, ...more: number[]) => {
      if (!fits(value)) fail(operator, `"${context}" is ${must}; this is ${JSON.stringify(value)}`, ...more);
    };
    if (condition['eq'] !== undefined) check('eq', condition['eq']);
    if (Array.isArray(condition['in'])) condition['in'].forEach((value, at) => void check('in', value, at));
    for (const operator of ['lt', 'gte'])
      if (condition[operator] !== undefined) {
        if (values === 'number') check(operator, condition[operator]);
        else fail(operator, `"${context}" is ${must}: it is neither below nor above anything`);
      }
    if (condition['contains'] !== undefined && values && (values === 'number' || typeof values[0] === 'boolean'))
      fail('contains', `"${context}" is ${must}: there is no text in it`);
  });
  return found;
}
