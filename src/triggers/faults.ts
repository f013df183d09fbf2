import type { Survey, Trigger } from '../contract/types';

/** Smallest and greatest value. A longer timer would be none. */
const NUMBERS: { [name: string]: [number, number] } = {
  delayMs: [0, 2 ** 31 - 1],
  dwellMs: [0, 2 ** 31 - 1],
  idleMs: [0, 2 ** 31 - 1],
  scrollPercent: [1, 100],
  visits: [1, 1000],
};
const SELECTORS = ['view', 'click'];
const SIGNALS = ['rage_click', 'dead_click', 'error', 'slow_page'];

const isSelector = (text: unknown): boolean => {
  try {
    document.createDocumentFragment().querySelector(text as string);
    return typeof text === 'string';
  } catch {
    return false;
  }
};

/** What a trigger from JSON says that cannot be watched for: whatever it is, it must neither open at once nor throw. */
function triggerFault(trigger: unknown): string | undefined {
  if (typeof trigger !== 'object' || trigger === null) return 'must be an object, for example { "event": "done" }';
  const entries = Object.entries(trigger as Trigger).filter(([, value]) => value !== undefined);
  if (!entries.length) return 'must have one thing that opens it';
  for (const [name, value] of entries) {
    const range = Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined;
    const fits = range
      ? typeof value === 'number' && value >= range[0] && value <= range[1]
      : SELECTORS.includes(name)
        ? isSelector(value)
        : name === 'signal'
          ? SIGNALS.includes(value as string)
          : name === 'exit'
            ? value === true
            : (name === 'event' || name === 'url') && typeof value === 'string' && !!value;
    if (!fits) return `"${name}" is not one of its words, or its value does not fit`;
  }
  return undefined;
}

/** Why a survey cannot open by itself as its author means it, with the place; undefined where it can. */
export function faultIn({ trigger, target, sample }: Partial<Survey>): string | undefined {
  const list = [trigger].flat();
  // not by entries(): Prototype.js has one of its own
  for (let at = 0; at < list.length; at++) {
    const fault = triggerFault(list[at]);
    if (fault) return `trigger${Array.isArray(trigger) ? `[${at}]` : ''}: ${fault}`;
  }
  if (target !== undefined && (typeof target !== 'object' || target === null)) return 'target: must be a condition';
  if (sample !== undefined && !(typeof sample === 'number' && sample >= 0 && sample <= 1))
    return 'sample: must be a number from 0 to 1';
  return undefined;
}
