import type { Answer, FeedbackRecord } from '../contract';
import { derivedId } from './derived-id';

/** Fields of feedback that was given elsewhere: a mail, a review, a call. `text` or `rating` must be there, `at` too. */
export const FOREIGN = ['text', 'rating', 'at', 'url', 'source', 'id', 'userKey', 'locale'] as const;
type Field = (typeof FOREIGN)[number];

export type Foreign = { ok: true; record: object; atMs: number } | { ok: false; code: string; message: string };

/** A day, or a day and a time with its distance from UTC, in whatever precision. */
const INSTANT = /^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

const instantMs = (value: unknown): number => {
  if (typeof value !== 'string' || !INSTANT.test(value)) return Number.NaN;
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  // `Date` takes 30 February for a day in March
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value.slice(0, 10)) return Number.NaN;
  return Date.parse(value.replace(' ', 'T'));
};

const textOf = (value: unknown): string => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' ? text.trim() : '';
};

/** A number, also one that is written as a text, as in a CSV file; undefined where nothing is said. */
const ratingOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  const text = textOf(value).replace(',', '.');
  return text ? Number(text) : undefined;
};

/**
 * The record of feedback that was given elsewhere, for the contract to check: passive, imported, never in a figure. Nobody
 * knows what its rating means, so that it is kept as a number.
 */
export const foreignRecord = (given: { [field in Field]?: unknown }, defaultSource: string | undefined): Foreign => {
  const refuse = (field: Field, must: string): Foreign => ({
    ok: false,
    code: `invalid_${field}`,
    message: `${field}: ${must}`,
  });
  const text = typeof given.text === 'string' ? given.text : '';
  const rating = ratingOf(given.rating);
  if (given.text !== undefined && given.text !== null && typeof given.text !== 'string')
    return refuse('text', 'must be text');
  if (rating !== undefined && !Number.isFinite(rating)) return refuse('rating', 'must be a number');
  if (!text.trim() && rating === undefined) return refuse('text', 'must be there, or a rating');
  const source = textOf(given.source) || defaultSource;
  if (!source) return refuse('source', 'must say where this was given, for example "app-store"');
  const atMs = instantMs(given.at);
  if (Number.isNaN(atMs) || atMs < 0)
    return refuse('at', 'must be a day, or a moment with its distance from UTC, as "2026-01-31T12:00:00Z"');

  const [foreignId, url, userKey, locale] = [given.id, given.url, given.userKey, given.locale].map(textOf);
  const content = foreignId ? [source, foreignId] : [source, text, rating ?? null, url, userKey];
  const at = new Date(atMs).toISOString();
  const answers: Answer[] = [];
  if (rating !== undefined) answers.push({ question: 'rating', type: 'number', value: rating, prompt: '' });
  if (text.trim()) answers.push({ question: 'text', type: 'text', value: text, prompt: '' });
  const record = {
    id: derivedId(atMs, JSON.stringify(content)),
    v: 1,
    kind: 'submission',
    test: false,
    mode: 'passive',
    trigger: 'import',
    channel: 'other',
    survey: { id: 'import', version: '1' },
    locale: locale || 'und',
    answers,
    context: { url: url!, referrer: '', viewport: { w: 0, h: 0 }, dpr: 1, tz: '', online: true },
    ...(userKey && { respondent: { userKey } }),
    consent: { state: 'pending', contact: false },
    data: { source, ...(foreignId && { sourceId: foreignId }) },
    time: { startedAt: at, createdAt: at, tzOffsetMin: 0, durationMs: 0 },
  } satisfies Omit<FeedbackRecord, 'v' | 'kind'> & { v: 1; kind: string };
  return { ok: true, record, atMs };
};
