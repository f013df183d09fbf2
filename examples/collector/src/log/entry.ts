import { type FeedbackRecord, idOf, parseRecord } from '../contract';
import { UUID7 } from '../ingest/records';
import { readSignals, signalText } from '../spam/signal';
import { PROJECT } from '../transfer/selection';

/** A record as it waits in the log: with what was known only when it was received. */
export interface Entry {
  project: string;
  /** When a collector took it, which may be long before it is written. */
  receivedAtMs: number;
  skewMs: number;
  /** Why it looks like spam (`spam/signal.ts`): what repeats is seen only where it comes in. */
  signals: string;
  record: FeedbackRecord;
}

const VERSION = 1;

export type ReadEntry =
  | { ok: true; entry: Entry }
  /** `newer`: of a later collector, which can read it. */
  | { ok: false; code: 'unreadable' | 'newer' };

export const writeEntry = ({ project, receivedAtMs, skewMs, signals, record }: Entry): string =>
  JSON.stringify({ v: VERSION, project, receivedAtMs, skewMs, ...(signals && { signals }), record });

/** Whose an entry says that it is, although it may be no record: so that an erasure finds it. */
export const ownerIn = (value: unknown): { project: string; id: string } | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { project, record } = value as { project?: unknown; record?: unknown };
  const id = idOf(record) ?? '';
  return typeof project === 'string' && PROJECT.test(project) && UUID7.test(id) ? { project, id } : undefined;
};

const MOST_MS = 8.64e15;

/** Whoever may write to the stream may write anything: nothing of it is believed before it was looked at. */
export const readEntry = (text: string): ReadEntry => {
  const unreadable: ReadEntry = { ok: false, code: 'unreadable' };
  let value: Record<string, unknown> | null;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable;
  }
  if (typeof value !== 'object' || value === null) return unreadable;
  const { v, project, receivedAtMs, skewMs, signals, record } = value;
  if (Number.isInteger(v) && (v as number) > VERSION) return { ok: false, code: 'newer' };
  const isTime = (ms: unknown): ms is number => Number.isInteger(ms) && Math.abs(ms as number) <= MOST_MS;
  if (v !== VERSION || typeof project !== 'string' || !PROJECT.test(project)) return unreadable;
  if (!isTime(receivedAtMs) || !isTime(skewMs) || !UUID7.test(idOf(record) ?? '')) return unreadable;
  const parsed = parseRecord(record);
  if (parsed.ok) {
    const given = signalText(readSignals(typeof signals === 'string' ? signals : ''));
    return { ok: true, entry: { project, receivedAtMs, skewMs, signals: given, record: parsed.record } };
  }
  return parsed.code === 'unknown_version' ? { ok: false, code: 'newer' } : unreadable;
};
