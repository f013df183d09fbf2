import { isObject } from '../../../contract/fields';
import { pathOf } from '../../../contract/path';
import { fitsUrl } from '../../../page/url-pattern';
import type { Problem } from '../problem';

type Fields = { [key: string]: unknown };

/** Comparisons of a target all of which must hold. */
const together = (target: unknown): Fields[] =>
  !isObject(target) ? [] : Array.isArray(target['all']) ? target['all'].flatMap(together) : [target];

/** Whether no page has both: an address that fits the pattern, and is this one. */
const excludes = (pattern: string, { eq }: Fields): boolean =>
  typeof eq === 'string' && URL.canParse(eq) && !fitsUrl(pattern, eq);

/** What keeps a survey from ever opening by itself, or does nothing because it never would. */
export function openingFlaws(survey: unknown): Problem[] {
  if (!isObject(survey)) return [];
  const { trigger, target, sample } = survey;
  const found: Problem[] = [];
  if (trigger === undefined)
    return ['target', 'sample']
      .filter((name) => survey[name] !== undefined)
      .map((path) => ({
        path,
        message: 'says to whom the survey opens by itself: without "trigger" it does nothing',
        mild: true,
      }));
  if (sample === 0) found.push({ path: 'sample', message: '0 is nobody: it never opens by itself', mild: true });
  const asked = together(target);
  [trigger].flat().forEach((one, at) => {
    if (!isObject(one)) return;
    const { url, visits } = one;
    const say = (name: string, message: string) =>
      found.push({ path: pathOf(['trigger', ...(Array.isArray(trigger) ? [at] : []), name]), message });
    const other = typeof url === 'string' && url && asked.find((it) => it['context'] === 'url' && excludes(url, it));
    if (other) say('url', `and "target" exclude each other: no such address is ${JSON.stringify(other['eq'])}`);
    const first = asked.some(
      (it) =>
        (it['context'] === 'returning' && it['eq'] === false) ||
        (isObject(it['not']) && it['not']['context'] === 'returning' && it['not']['eq'] === true),
    );
    if (typeof visits === 'number' && visits > 1 && first)
      say(
        'visits',
        `and "target" exclude each other: who is not returning is at the first visit, and this waits for visit ${visits}`,
      );
  });
  return found;
}
