import fc from 'fast-check';
import type { Answer, FeedbackRecord, QuestionType, Scalar, ScaleMeaning } from '../../src/contract/types';

/**
 * Any valid record in the form in which `parseRecord` returns it (text in NFC, whole milliseconds), so that it parses
 * to itself. Lengths lean towards small values, with the limits themselves among them.
 */

/** Text of at most `max` code points, from every script and with characters outside the BMP. */
export const words = (max: number, min = 0) =>
  fc
    .string({
      unit: fc.oneof(
        fc.constantFrom('한', '글', 'é', '😀', 'ß', '‏', '"', '\\', '\n'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
      minLength: min,
      maxLength: Math.min(max, 60),
    })
    .map((text) => text.normalize('NFC').replaceAll('\0', '0'))
    // NFC can lengthen a text: some characters are only ever written in parts.
    .filter((text) => [...text].length <= max && [...text].length >= min);

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const chars = (set: string, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...set), minLength: min, maxLength: max });

export const uuid7 = fc
  .tuple(hex(8), hex(4), hex(3), fc.constantFrom(...'89ab'), hex(3), hex(12))
  .map(([a, b, c, d, e, f]) => `${a}-${b}-7${c}-${d}${e}-${f}`);

const key = chars('abcxyz019._-', 1, 64);
const time = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const ms = fc.nat(2_147_483_647);
// JSON has no NaN, and writes -0 as 0.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const UNSAFE = ['__proto__', 'constructor', 'prototype'];
const entries = <T>(keyMax: number, max: number, value: fc.Arbitrary<T>): fc.Arbitrary<{ [key: string]: T }> =>
  fc
    .uniqueArray(
      fc.tuple(
        words(keyMax, 1).filter((name) => !UNSAFE.includes(name)),
        value,
      ),
      { selector: ([name]) => name, maxLength: max },
    )
    .map((pairs) => Object.fromEntries(pairs));
const scalar: fc.Arbitrary<Scalar> = fc.oneof(words(200), number, fc.boolean(), fc.constant(null));

export const scale: fc.Arbitrary<ScaleMeaning> = fc
  .record({
    min: fc.integer({ min: -10, max: 10 }),
    span: fc.integer({ min: 1, max: 10 }),
    ends: fc.tuple(fc.nat(1000), fc.nat(1000)),
    direction: fc.constantFrom<ScaleMeaning['direction']>('higher_better', 'lower_better'),
  })
  .map(({ min, span, ends, direction }) => {
    const [low, high] = ends.map((end) => min + (end % (span + 1))).sort((a, b) => a - b);
    return { min, max: min + span, direction, positive: [low!, high!] };
  });

const items = fc.array(words(200), { maxLength: 8 });
const date = time.map((iso) => iso.slice(0, 10));
type Valued = Pick<Answer, 'type' | 'value' | 'scale'>;
const of = (type: QuestionType, value: fc.Arbitrary<Answer['value']>): fc.Arbitrary<Valued> =>
  fc.record({ type: fc.constant(type), value, scale: maybe(scale) });

const valued: fc.Arbitrary<Valued> = fc.oneof(
  fc.tuple(scale, fc.nat(1000)).map(([meaning, step]) => ({
    type: 'scale' as const,
    scale: meaning,
    value: meaning.min + (step % (meaning.max - meaning.min + 1)),
  })),
  of('text', words(4000)),
  of('choice', items),
  of('boolean', fc.boolean()),
  of('number', number),
  of('date', date),
  of('ranking', items),
  of('matrix', entries(64, 5, words(200))),
  of('file', items),
);

const metric = fc.constantFrom(
  ...(['ces2', 'ces1', 'csat', 'nps', 'success', 'emotion', 'helpful', 'stars', 'thumbs', 'custom'] as const),
);
const answer: fc.Arbitrary<Answer> = fc
  .tuple(
    valued,
    fc.record({
      question: words(64, 1),
      metric: maybe(metric),
      prompt: words(300),
      label: maybe(words(120)),
      wording: maybe(chars('0189abz', 1, 16)),
      ms: maybe(ms),
    }),
  )
  .map(([value, rest]) => ({ ...rest, ...value }));

const context: fc.Arbitrary<FeedbackRecord['context']> = fc.record({
  url: fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.constant('file:///index.html'), words(2048)),
  referrer: fc.oneof(fc.constant(''), fc.webUrl()),
  title: maybe(words(300)),
  release: maybe(words(120)),
  device: maybe(
    fc.record({
      type: fc.constantFrom('desktop', 'tablet', 'phone', 'other'),
      os: words(64),
      browser: words(64),
      major: fc.nat(100_000),
    }),
  ),
  acquisition: maybe(fc.constantFrom('direct', 'referral', 'organic', 'paid', 'social', 'mail', 'display')),
  viewport: fc.record({ w: fc.nat(10_000), h: fc.nat(10_000) }),
  dpr: fc.constantFrom(1, 1.25, 2, 3),
  tz: fc.constantFrom('Asia/Seoul', 'UTC', 'America/Argentina/Buenos_Aires', ''),
  online: fc.boolean(),
  perf: maybe(fc.record({ lcpMs: maybe(ms), loadMs: maybe(ms) })),
});

const contact = fc.record({ email: maybe(words(320)), name: maybe(words(120)), wantsReply: fc.boolean() });

const parts: { [field in keyof Required<FeedbackRecord>]: fc.Arbitrary<FeedbackRecord[field]> } = {
  id: uuid7,
  v: fc.constant(1 as const),
  kind: fc.constantFrom('submission', 'impression', 'dismissal', 'signal'),
  receipt: maybe(chars('ABCxyz019_-', 43, 43)),
  test: fc.boolean(),
  mode: fc.constantFrom('always_on', 'interaction', 'journey', 'relationship', 'passive'),
  trigger: fc.constantFrom('visitor', 'prompt', 'api', 'import'),
  channel: fc.constantFrom('web', 'webview', 'link', 'employee', 'other'),
  touchpoint: maybe(key),
  journey: maybe(fc.record({ id: key, stage: maybe(key) })),
  survey: fc.record({ id: words(64, 1), version: words(64, 1) }),
  locale: fc.constantFrom('en', 'ko', 'ko-KR', 'zh-Hant-TW', 'sr-Latn-RS-u-nu-latn'),
  answers: fc.array(answer, { maxLength: 20 }),
  context,
  respondent: maybe(
    fc.record({
      anonId: maybe(words(64, 1)),
      userKey: maybe(words(128, 1)),
      segment: maybe(words(64)),
      traits: maybe(entries(40, 20, scalar)),
      contact: maybe(contact),
    }),
  ),
  consent: fc.record({
    state: fc.constantFrom('pending', 'granted', 'denied'),
    contact: fc.boolean(),
    textVersion: maybe(words(64)),
    at: maybe(time),
  }),
  data: maybe(entries(40, 30, scalar)),
  time: fc.record({
    startedAt: time,
    createdAt: time,
    tzOffsetMin: fc.integer({ min: -840, max: 840 }),
    durationMs: ms,
  }),
  attachments: maybe(
    fc.array(
      fc.record({
        id: chars('abcXYZ019._-', 1, 64),
        type: fc.constantFrom('image/png', 'image/webp'),
        bytes: fc.nat(),
        width: maybe(fc.nat(10_000)),
        height: maybe(fc.nat(10_000)),
      }),
      { maxLength: 3 },
    ),
  ),
};

/** As it comes out of `JSON.parse`: fields that are `undefined` are not there. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export const arbitraryRecord: fc.Arbitrary<FeedbackRecord> = fc
  .record(parts)
  .map((value) => sent(value) as FeedbackRecord);

/** What a host or a page may put where something else belongs. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(undefined, null, '', ' ', 'true', 0, 1, -1, 7, 1.5, true, false, [], {}),
  fc.constantFrom('x'.repeat(5000), '😀'.repeat(5000), '한'.normalize('NFD').repeat(2000), '\u0958'.repeat(300)),
  fc.dictionary(fc.string({ maxLength: 60 }), fc.jsonValue(), { maxKeys: 40 }),
  fc.string({ unit: 'binary' }),
);

type Path = (string | number)[];

/** What the visitor said, and what says which record it is; the rest is a host's or a page's word about itself. */
const VISITORS = /^(id|v|kind|answers|answers\.\d+|answers\.\d+\.(question|type|value(\.[\s\S]*)?))$/;

const hostPaths = (value: unknown, path: Path = []): Path[] => [
  ...(path.length && !VISITORS.test(path.join('.')) ? [path] : []),
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([field, inner]) =>
        hostPaths(inner, [...path, Array.isArray(value) ? Number(field) : field]),
      )
    : []),
];

/** A copy with something else at one path. A path through what is no object leads nowhere. */
const replaced = (value: unknown, [field, ...rest]: Path, put: unknown): unknown => {
  if (field === undefined) return put;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  Object.defineProperty(copy, field, {
    value: replaced((value as Record<string, unknown>)[field], rest, put),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
};

/** A valid record, and the same with junk in any of the fields that the host or the page fills. */
export const spoiltRecord: fc.Arbitrary<{ record: FeedbackRecord; spoilt: unknown }> = arbitraryRecord.chain(
  (record) => {
    const there = hostPaths(record);
    const absent = Object.keys(parts).filter((field) => !(field in record));
    const paths: Path[] = [...there, ...absent.map((field) => [field])];
    return fc.array(fc.tuple(fc.constantFrom(...paths), junk), { minLength: 1, maxLength: 30 }).map((changes) => ({
      record,
      spoilt: sent(changes.reduce<unknown>((changed, [path, put]) => replaced(changed, path, put), record)),
    }));
  },
);
