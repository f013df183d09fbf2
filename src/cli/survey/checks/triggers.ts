import parseSelector from 'css-tree/selector-parser';
import { isObject } from '../../../contract/fields';
import { pathOf } from '../../../contract/path';
import type { Problem } from '../problem';

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

/** Names that `track()` will hardly be called with. */
function eventFault(name: string): string | undefined {
  if (name === name.trim()) return undefined;
  return name.trim()
    ? `has a space at one end, and is compared letter by letter: write ${JSON.stringify(name.trim())}`
    : 'has only spaces: write the name that track() is called with';
}

/** What a trigger waits for that can never come: selectors and names of events that are none. Takes any value. */
export function triggerFlaws(survey: unknown): Problem[] {
  const trigger = isObject(survey) ? survey['trigger'] : undefined;
  const found: Problem[] = [];
  [trigger].flat().forEach((one, at) => {
    if (!isObject(one)) return;
    const say = (name: string, message: string | undefined, mild = false) => {
      const path = pathOf(['trigger', ...(Array.isArray(trigger) ? [at] : []), name]);
      if (message) found.push({ path, message, ...(mild && { mild }) });
    };
    for (const name of ['view', 'click']) {
      const selector = one[name];
      const fault = typeof selector === 'string' && selectorFault(selector);
      if (fault) say(name, `must be a CSS selector: ${fault}`);
    }
    for (const name of ['delayMs', 'dwellMs', 'idleMs']) {
      const ms = one[name];
      if (typeof ms === 'number' && ms > 0 && ms < 100)
        say(name, `is milliseconds: ${ms} is nothing that anybody notices; did you mean ${ms * 1000}?`, true);
    }
    if (typeof one['event'] === 'string' && one['event']) say('event', eventFault(one['event']));
  });
  return found;
}
