import parseSelector from 'css-tree/selector-parser';
import { isObject } from '../../contract/fields';
import { pathOf } from '../../contract/path';
import type { Problem } from './problem';

/** What stands between quotes or brackets is no part of the selector's own words. */
const bare = (selector: string) => selector.replace(/"[^"]*"|'[^']*'/g, '""').replace(/\[[^\]]*]/g, '[]');

/** Why a browser would refuse a CSS selector; undefined where it would not. */
function selectorFault(selector: string): string | undefined {
  if (/^\s*$/.test(selector)) return 'it is empty';
  if (/[>+~,]\s*$/.test(selector)) return 'it ends before its last element';
  if (/(^|,)\s*[>+~]/.test(selector)) return 'it has no first element';
  const [number] = /[#.]\d[\w-]*/.exec(bare(selector)) ?? [];
  if (number)
    return `"${number}" begins with a digit: write [${number.startsWith('#') ? 'id' : 'class~'}="${number.slice(1)}"]`;
  try {
    parseSelector(selector, { context: 'selectorList' });
    return undefined;
  } catch (error) {
    const { message, column } = error as Error & { column?: number };
    return `${message.toLowerCase()}${column ? ` at character ${column}` : ''}`;
  }
}

/** Why no page has an address that fits a pattern; undefined where one can. */
function patternFault(pattern: string): string | undefined {
  if (/\s/.test(pattern)) return 'has a space: addresses have %20 there';
  if (/^(\/|\*|https?:\/\/)/.test(pattern)) return undefined;
  return `fits no page: write a path ("/${pattern.replace(/^[\w-]+(\.[\w-]+)+\//, '')}", "/shop/**") or a whole address with its https://`;
}

/** What a trigger waits for that can never come: selectors that are none, patterns that no address fits. Takes any value. */
export function triggerFlaws(survey: unknown): Problem[] {
  const trigger = isObject(survey) ? survey['trigger'] : undefined;
  const found: Problem[] = [];
  [trigger].flat().forEach((one, at) => {
    if (!isObject(one)) return;
    const say = (name: string, message: string | undefined) => {
      if (message) found.push({ path: pathOf(['trigger', ...(Array.isArray(trigger) ? [at] : []), name]), message });
    };
    for (const name of ['view', 'click']) {
      const selector = one[name];
      const fault = typeof selector === 'string' && selectorFault(selector);
      if (fault) say(name, `must be a CSS selector: ${fault}`);
    }
    if (typeof one['url'] === 'string') say('url', patternFault(one['url']));
  });
  return found;
}
