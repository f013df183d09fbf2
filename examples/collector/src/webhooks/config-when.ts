import { fail, type Json, objectAt, onlyKeys } from '../config-read';
import type { Channel, Metric, Mode } from '../contract';
import { LISTED, type When } from './webhook';

const MODES: Mode[] = ['always_on', 'interaction', 'journey', 'relationship', 'passive'];
const CHANNELS: Channel[] = ['web', 'webview', 'link', 'employee', 'other'];
// Typed by the contract: a metric that is new there does not compile until it is here.
const METRICS: { [metric in Metric]: true } = {
  ces2: true,
  ces1: true,
  csat: true,
  nps: true,
  success: true,
  emotion: true,
  helpful: true,
  stars: true,
  thumbs: true,
  custom: true,
};

/** For messages. */
export const quoted = (value: unknown) => JSON.stringify(value);

export const oneOf = <T extends string>(value: unknown, allowed: readonly T[], path: string): T =>
  allowed.includes(value as T)
    ? (value as T)
    : fail(`${path}: ${quoted(value)} must be one of ${allowed.map(quoted).join(', ')}.`);

export const flagAt = (value: unknown, path: string): boolean | undefined =>
  value === undefined || typeof value === 'boolean' ? value : fail(`${path} must be true or false.`);

/** An empty list would be a webhook that is never told of anything, or of everything: it says neither. */
export const listAt = <T extends string>(value: unknown, path: string, allowed?: readonly T[]): T[] => {
  const list: unknown[] =
    Array.isArray(value) && value.length ? value : fail(`${path} must be a list of texts, and not an empty one.`);
  return list.map((entry, index) => {
    if (allowed) return oneOf(entry, allowed, `${path}[${index}]`);
    return typeof entry === 'string' && entry
      ? (entry as T)
      : fail(`${path}[${index}]: ${quoted(entry)} must be text.`);
  });
};

const boundAt = (value: unknown, path: string): number | undefined =>
  value === undefined || (typeof value === 'number' && Number.isFinite(value))
    ? value
    : fail(`${path}: ${quoted(value)} must be a number.`);

const scoreAt = (value: unknown, path: string): When['score'] => {
  const score = objectAt(value, path, '{"metric":"csat","atMost":2}');
  onlyKeys(score, ['metric', 'atMost', 'atLeast'], path);
  const metric = oneOf(score['metric'], Object.keys(METRICS) as Metric[], `${path}.metric`);
  const atMost = boundAt(score['atMost'], `${path}.atMost`);
  const atLeast = boundAt(score['atLeast'], `${path}.atLeast`);
  if (atMost === undefined && atLeast === undefined) fail(`${path} needs "atMost", "atLeast" or both.`);
  if (atMost !== undefined && atLeast !== undefined && atLeast > atMost)
    fail(`${path}: nothing is ${atLeast} or more and ${atMost} or less.`);
  return { metric, atMost, atLeast };
};

/** Which submissions a webhook is told of, as the config file has it. */
export const whenAt = (value: unknown, path: string): When => {
  const when = objectAt(value, path, '{"touchpoints":["checkout"]}');
  const lists = Object.keys(LISTED) as (keyof typeof LISTED)[];
  onlyKeys(when, [...lists, 'score', 'wantsReply'], path);
  const allowed: { [list in keyof typeof LISTED]?: readonly string[] } = { modes: MODES, channels: CHANNELS };
  const read: Json = {};
  for (const list of lists)
    if (when[list] !== undefined) read[list] = listAt(when[list], `${path}.${list}`, allowed[list]);
  if (when['score'] !== undefined) read['score'] = scoreAt(when['score'], `${path}.score`);
  const wantsReply = flagAt(when['wantsReply'], `${path}.wantsReply`);
  return wantsReply === undefined ? read : { ...read, wantsReply };
};
