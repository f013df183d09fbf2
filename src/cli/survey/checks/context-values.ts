import { pathOf } from '../../../contract/path';
import { shown } from '../../../contract/sentence';
import { eachCondition } from '../conditions';
import { near } from '../near';
import type { Problem } from '../problem';
import { languageDoubt, languageFault } from './tags';

/** What a value of the page can be at all (src/page/device.ts, src/page/facts.ts); of the others, any text. */
const VALUES: { [name: string]: boolean[] | string[] | 'number' } = {
  'device.os': ['iOS', 'macOS', 'Android', 'Windows', 'Linux', 'other'],
  'device.browser': ['Edge', 'Samsung', 'Firefox', 'Chrome', 'Safari', 'other'],
  'device.type': ['desktop', 'tablet', 'phone', 'other'],
  channel: ['web', 'webview', 'link', 'employee', 'other'],
  online: [true, false],
  returning: [true, false],
  'viewport.width': 'number',
};

const quoted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(', ');

/** What people call a system, a browser or a device that has another name here. */
const MEANT: { [word: string]: string } = {
  mac: 'macOS',
  osx: 'macOS',
  'mac os': 'macOS',
  'os x': 'macOS',
  ipados: 'iOS',
  iphone: 'iOS',
  chromeos: 'Linux',
  ubuntu: 'Linux',
  win: 'Windows',
  chromium: 'Chrome',
  mobile: 'phone',
  smartphone: 'phone',
  app: 'webview',
};
const meantBy = (value: string, values: readonly (string | boolean)[]): string | boolean | undefined => {
  const word = value.toLowerCase();
  const meant = MEANT[word];
  if (meant !== undefined && values.includes(meant)) return meant;
  return typeof values[0] === 'boolean'
    ? values.find((one) => `${one}` === word)
    : near(value, values as readonly string[]);
};

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
      if (!fits(value)) {
        const meant = Array.isArray(values) && typeof value === 'string' ? meantBy(value, values) : undefined;
        const guess = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
        fail(operator, `"${context}" is ${must}; this is ${shown(value)}${guess}`, ...more);
      } else if (typeof value === 'string' && context === 'locale') {
        const fault = languageFault(value);
        const doubt = languageDoubt(value);
        if (fault) fail(operator, fault, ...more);
        else if (doubt) found.push({ path: pathOf([...path, operator, ...more]), message: doubt, mild: true });
      } else if (typeof value === 'string' && context === 'url') {
        const href = URL.canParse(value) ? new URL(value).href : value;
        if (href !== value)
          fail(operator, `no page has such an address. Write ${JSON.stringify(href)}: browsers have it so`, ...more);
      }
    };
    if (condition['eq'] !== undefined) check('eq', condition['eq']);
    if (Array.isArray(condition['in'])) condition['in'].forEach((value, at) => void check('in', value, at));
    for (const operator of ['lt', 'gte'])
      if (condition[operator] !== undefined) {
        if (values === 'number') check(operator, condition[operator]);
        else fail(operator, `"${context}" is ${must}: it is neither below nor above anything`);
      }
    const { contains } = condition;
    if (typeof contains !== 'string') return;
    if (values === 'number' || typeof values?.[0] === 'boolean')
      fail('contains', `"${context}" is ${must}: there is no text in it`);
    else if (values && !values.some((one) => `${one}`.toLowerCase().includes(contains.toLowerCase())))
      fail('contains', `"${context}" is ${must}; ${shown(contains)} is in none of them`);
    else if (context === 'url' && contains.includes('*'))
      fail(
        'contains',
        'is compared letter by letter: "*" stands for nothing here. Write a part without it, or a "url" in the trigger',
      );
    else if (context === 'url' && /[^\0-~]|\s/.test(contains))
      fail(
        'contains',
        `no page has that in its address. Write ${JSON.stringify(encodeURI(contains))}: browsers have it so`,
      );
    else if (context === 'locale' && contains.includes('_'))
      fail('contains', `tags of languages have a dash: write ${JSON.stringify(contains.replaceAll('_', '-'))}`);
  });
  return found;
}
