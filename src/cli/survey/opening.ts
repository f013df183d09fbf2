import type { Survey, Trigger } from '../../contract/types';
import { inWords } from './in-words';

const seconds = (ms: number) => `${ms / 1000} s`;

/** What one trigger waits for, as a sentence: all of it must happen on one view of the page. */
function triggerInWords(trigger: Trigger): string {
  const { event, url, delayMs, dwellMs, idleMs, scrollPercent, exit, view, click, visits, signal } = trigger;
  const parts = [
    url !== undefined && `the address is ${url}`,
    visits !== undefined && `it is visit ${visits} or a later one`,
    event !== undefined && `track("${event}") was called`,
    delayMs !== undefined &&
      `${seconds(delayMs)} have passed since ${event === undefined ? 'the page was entered' : 'then'}`,
    dwellMs !== undefined && `the page was in front for ${seconds(dwellMs)}`,
    idleMs !== undefined && `nobody moved for ${seconds(idleMs)}`,
    scrollPercent !== undefined && `${scrollPercent} % of the page were seen`,
    view !== undefined && `${view} is in sight`,
    click !== undefined && `${click} was clicked`,
    exit && 'the mouse leaves the page at its top',
    signal !== undefined && `there was ${signal}`,
  ];
  return parts.filter(Boolean).join(', and ');
}

/** When and to whom a survey opens, how it greets, and what travels with it unseen. */
export function opening(
  { trigger, target, sample, greet, hidden, touchpoint, journey }: Survey,
  name: string,
): string[] {
  const triggers = trigger === undefined ? [] : [trigger].flat();
  const lines = triggers.length
    ? triggers.map((one, at) => `${at ? 'or' : 'Opens by itself'} when ${triggerInWords(one)}`)
    : [`Opens when it is asked for: earshot('open', '${name}')`];
  if (triggers.length && target) lines.push(`for whom: ${inWords(target)}`);
  if (triggers.length && sample !== undefined)
    lines.push(`of these, ${+(sample * 100).toFixed(4)} %: always the same visitors`);
  if (touchpoint !== undefined || journey)
    lines.push(
      `Stands at ${[touchpoint, journey && [journey.id, journey.stage].filter(Boolean).join(' / ')].filter(Boolean).join(', in the journey ')}`,
    );
  if (greet) lines.push('Says hello by the name that identify() gave');
  for (const [key, value] of Object.entries(hidden ?? {}))
    lines.push(
      `Sends ${key}: ${typeof value === 'object' && value ? `?${value.query}= of the page's URL` : JSON.stringify(value)}`,
    );
  return lines;
}
