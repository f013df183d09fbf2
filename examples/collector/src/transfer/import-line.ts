import { type FeedbackRecord, LIMITS, parseRecord, tooDeep } from '../contract';
import type { Received } from '../storage/rows';
import { FOREIGN, foreignRecord } from './foreign';
import type { UserData } from './user-data';

export type Meant =
  | { what: 'record'; record: FeedbackRecord; received: Omit<Received, 'project'> }
  | { what: 'userdata'; userData: UserData }
  | { what: 'refused'; code: string; message: string };

export interface ImportContext {
  /** Milliseconds since 1970. */
  nowMs: number;
  /** Where feedback was given that does not say so itself. */
  source?: string | undefined;
}

type Fields = { [field: string]: unknown };

const MOMENT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const STATUS = /^[a-z_]{1,32}$/;

const refused = (code: string, message: string): Meant => ({ what: 'refused', code, message });

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (value: unknown, received: Omit<Received, 'project'>): Meant => {
  const read = parseRecord(value);
  return read.ok ? { what: 'record', record: read.record, received } : refused(read.code, read.message);
};

/** A line of our own export: nothing of it changes. */
const ours = ({ receivedAt, skewMs, status = 'new', record }: Fields): Meant => {
  const atMs = typeof receivedAt === 'string' && MOMENT.test(receivedAt) ? Date.parse(receivedAt) : Number.NaN;
  if (Number.isNaN(atMs)) return refused('invalid_receivedAt', 'receivedAt: must be RFC 3339 in UTC with milliseconds');
  if (!Number.isSafeInteger(skewMs)) return refused('invalid_skewMs', 'skewMs: must be a whole number');
  if (typeof status !== 'string' || !STATUS.test(status))
    return refused('invalid_status', 'status: must be 1 to 32 of a-z _');
  return parsed(record, { receivedAtMs: atMs, skewMs: skewMs as number, status });
};

/** Held against the contract as a part of a record, of which it becomes one. */
const userDataOf = ({ userKey, data }: Fields): Meant => {
  const shell = foreignRecord({ text: '-', at: '1970-01-01', source: '-' }, undefined);
  const read = parseRecord({ ...(shell as { record: object }).record, respondent: { userKey }, data });
  const key = read.ok ? read.record.respondent?.userKey : undefined;
  if (!read.ok || typeof userKey !== 'string' || key === undefined)
    return refused('invalid_userKey', `userKey: must be text of 1 to ${LIMITS.userKey} characters`);
  if (read.mended.length || !read.record.data)
    return refused(
      'invalid_data',
      `data: must be an object of at most ${LIMITS.dataEntries} texts, numbers, true, false or null; a key has ${LIMITS.dataKey} characters at most, a text ${LIMITS.dataValue}`,
    );
  return { what: 'userdata', userData: { userKey: key, data: read.record.data } };
};

/** What a value of an import means: a line of our export, a record of the wire, feedback from elsewhere, or O-data. */
export const meant = (value: unknown, { nowMs, source }: ImportContext): Meant => {
  if (!isObject(value)) return refused('malformed', 'must be an object');
  if (isObject(value['record'])) return ours(value);
  // A record that was not received by a collector of ours: it says of itself whatever it likes, but not who brought it.
  if ('answers' in value && 'v' in value)
    return parsed({ ...value, trigger: 'import' }, { receivedAtMs: nowMs, skewMs: 0 });
  if ('data' in value && 'userKey' in value && !('text' in value) && !('rating' in value)) return userDataOf(value);
  const foreign = foreignRecord(value, source);
  if (!foreign.ok) return refused(foreign.code, foreign.message);
  // When it was given there: trends and retention go by that, and not by the day of the import.
  return parsed(foreign.record, { receivedAtMs: Math.min(foreign.atMs, nowMs), skewMs: 0 });
};

export const meantByLine = (text: string, context: ImportContext): Meant => {
  if (tooDeep(text)) return refused('too_deep', `nests deeper than ${LIMITS.depth} levels`);
  try {
    return meant(JSON.parse(text), context);
  } catch {
    return refused('malformed_json', 'is not JSON');
  }
};

/** Columns that are not known, for a header to be told of once. None where all beside the key are O-data. */
export const unknownColumns = (header: string[]): string[] =>
  isUserData(header) ? [] : header.filter((name) => !FOREIGN.includes(name as never));

const isUserData = (header: string[]): boolean =>
  header.includes('userKey') && !header.includes('text') && !header.includes('rating');

/** Cells of O-data are the numbers, and the true and false, that they are written as. */
const scalar = (cell: string): string | number | boolean => {
  if (/^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/.test(cell)) return Number(cell);
  return cell === 'true' || cell === 'false' ? cell === 'true' : cell;
};

/** What a row of a CSV file means, by the names in its header. Empty cells say nothing. */
export const meantByCells = (header: string[], cells: string[], context: ImportContext): Meant => {
  const given = header.map((name, index): [string, string] => [name, cells[index] ?? '']).filter(([, cell]) => cell);
  const fields = Object.fromEntries(given);
  if (!isUserData(header))
    return meant(Object.fromEntries(given.filter(([name]) => FOREIGN.includes(name as never))), context);
  const { userKey, ...rest } = fields;
  const data = Object.fromEntries(Object.entries(rest).map(([name, cell]) => [name, scalar(cell)]));
  return meant({ userKey: userKey ?? '', data }, context);
};
