import { z } from 'zod';
import { isReal } from './date';
import { LIMITS } from './limits';
import { UNSAFE } from './unsafe';

export const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Length as a person would count: code points, not UTF-16 units. */
export const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** PostgreSQL refuses NUL, and UTF-8 has no lone surrogates: both become U+FFFD, so that no text is unstorable. */
const storable = (text: string): string =>
  // Most texts hold neither, and this runs for every text of every record.
  /[\0\uD800-\uDFFF]/.test(text) ? text.replace(/\p{Cs}/gu, '\uFFFD').replaceAll('\0', '\uFFFD') : text;

/** Below U+0300 every text is in NFC. */
export const composed = (text: string): string => (/[\u0300-\uFFFF]/.test(text) ? text.normalize('NFC') : text);

/** At most `max` code points of a text: a character is never cut in two. */
export const shortened = (text: string, max: number): string =>
  text.length <= max ? text : [...text].slice(0, max).join('');

const bounded = (max: number, min: 0 | 1, clean: (text: string) => string) =>
  (min ? z.string().min(min, 'must not be empty') : z.string())
    .overwrite(clean)
    // A string has at most as many code points as units, so most texts need no counting.
    .refine((value) => value.length <= max || codePoints(value) <= max, {
      error: () => `must have at most ${max} characters`,
      params: { code: 'too_long' },
    })
    .meta({ maxLength: max });

/** Text for people, normalised to NFC. */
export const text = (max: number, min: 0 | 1 = 0) => bounded(max, min, (value) => composed(storable(value)));

/** An id or address that the host compares with its own: made storable, otherwise left as it is. */
export const token = (max: number, min: 0 | 1 = 0) => bounded(max, min, storable);

/** Free context of a page: cut, never refused. */
export const cut = (max: number) => z.string().overwrite((value) => shortened(composed(storable(value)), max));

export const key = z.string().regex(/^[a-z0-9._-]{1,64}$/, 'must be 1 to 64 of a-z 0-9 . _ -');

/** As it stands in RFC 9562, in lower case: ids are compared as text. */
export const uuid7 = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'must be a lower-case UUIDv7');

export const locale = z
  .string()
  .regex(
    /^(?=.{1,64}$)[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/,
    'must be a BCP 47 language tag, for example "en" or "ko-KR"',
  );

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
export const time = z
  .string()
  .regex(ISO, 'must be RFC 3339 in UTC with milliseconds, for example "2026-01-31T12:00:00.000Z"')
  .refine((value) => !ISO.test(value) || isReal(value), 'must be a real date');

/** Milliseconds that a page measured: clocks jump, so they are rounded and clamped, never refused. */
export const duration = z
  .number()
  .overwrite((ms) => Math.min(LIMITS.durationMs, Math.max(0, Math.round(ms))))
  .meta({ description: `Milliseconds, read as a whole number from 0 to ${LIMITS.durationMs}.` });

/** A map without the keys that could reach a prototype in whatever reads it later. They are dropped, not refused. */
export const map = <V extends z.ZodType>(keyMax: number, entriesMax: number, value: V) =>
  z
    .record(token(keyMax, 1), value)
    .overwrite((entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => !UNSAFE.has(name))) as never)
    .refine((entries) => Object.keys(entries).length <= entriesMax, {
      error: `must have at most ${entriesMax} entries`,
      params: { code: 'too_many' },
    })
    .meta({ maxProperties: entriesMax });

export const scalar = z.union([token(LIMITS.dataValue), z.number(), z.boolean(), z.null()]);
