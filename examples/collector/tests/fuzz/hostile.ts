import fc from 'fast-check';
import { anyUnits } from '../support/texts';

/** Stands in every text that somebody could have written: it must be in no log line and in no refusal. */
export const MARK = 'zq7xvisitor';

/** Stands for a number that JSON can write and no double can hold; `json` puts it in. */
const RAW = '@@raw:';
const raw = (text: string) => `${RAW}${text}@@`;

/** JSON text in which what cannot be said by a value is said. */
export const json = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(/"@@raw:([^@"]*)@@"/g, (_whole, text: string) => text);

export const TEXTS = [
  '',
  ' ',
  '\0',
  `${MARK}\0${MARK}`,
  '\ud800',
  `\udfff\ud800${MARK}`,
  '\u202e\u2066rtl\u2069',
  'e\u0301 \u1112\u1161\u11ab',
  '\ufeff',
  '👩‍👩‍👧‍👦'.repeat(40),
  '\r\nSet-Cookie: a=b',
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  '../../../etc/passwd',
  '..',
  '%00',
  '%2F',
  '%',
  '%zz',
  `'; DROP TABLE earshot_submissions; --`,
  '\\u0000',
  '$1',
  `<script>${MARK}</script>`,
  '=HYPERLINK("x")',
  'NaN',
  '-1',
  '1e309',
  '0x10',
  '9'.repeat(400),
  '٣',
  '0000-00-00',
  '2026-02-31',
  '9999-12-31T23:59:59.999Z',
  '-271821-04-20T00:00:00.000Z',
  '00000000-0000-7000-8000-000000000000',
  'ffffffff-ffff-7fff-bfff-ffffffffffff',
  '9999999999999999~00000000-0000-7000-8000-000000000000',
  MARK.repeat(2_000),
];

export const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: anyUnits(30) },
);

const numbers = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.5, 2 ** 31, -(2 ** 31), 2 ** 53, -(2 ** 63), 1e308, -1e308, 5e-324),
  fc.constantFrom(raw('1e400'), raw('-1e400'), raw('1E-400'), raw(`1${'0'.repeat(350)}`), raw('-0.0')),
  fc.double({ noNaN: true }),
);

const deep = (levels: number): unknown => (levels ? [deep(levels - 1)] : MARK);

/** A value that nobody asked for. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: texts },
  { weight: 3, arbitrary: numbers },
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], deep(8), deep(60), Array(500).fill(MARK)),
  // `fromEntries` makes properties of its own, as JSON.parse does.
  texts.map((key) => Object.fromEntries([[key, { [key]: MARK }]])),
  fc.constant(Object.fromEntries([['__proto__', { isAdmin: true }]])),
  fc.array(texts, { maxLength: 4 }),
);

type Path = (string | number)[];

const pathsOf = (value: unknown, at: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [
        at,
        ...Object.entries(value).flatMap(([key, inner]) =>
          pathsOf(inner, [...at, Array.isArray(value) ? Number(key) : key]),
        ),
      ]
    : [at];

/** The same with what stands at a path changed; nothing of the old value is changed. */
const changed = (value: unknown, [step, ...rest]: Path, change: (old: unknown) => unknown): unknown => {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return value.map((one, index) => (index === step ? changed(one, rest, change) : one));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, one]) => [key, key === step ? changed(one, rest, change) : one]),
  );
};

const CHANGES: ((old: unknown, by: unknown) => unknown)[] = [
  (_old, by) => by,
  () => undefined,
  (old) => [old],
  (old) => JSON.stringify(old) ?? '',
  (old, by) => (Array.isArray(old) ? [...old, ...old, by] : { ...(old as object), unknown: by }),
  (old, by) =>
    typeof old === 'object' && old !== null && !Array.isArray(old)
      ? Object.fromEntries([...Object.entries(old), ['__proto__', by], [MARK, by]])
      : by,
  (old) => (Array.isArray(old) && old.length ? Array.from({ length: 300 }, () => old[0]) : null),
];

/** Values that are wrong in one to three places. */
export const spoilt = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      values,
      fc.array(fc.tuple(fc.nat(10_000), fc.nat(CHANGES.length - 1), hostile), { minLength: 1, maxLength: 3 }),
    )
    .map(([value, places]) =>
      places.reduce((so, [place, how, by]) => {
        const paths = pathsOf(so);
        return changed(so, paths[place % paths.length]!, (old) => CHANGES[how]!(old, by));
      }, value),
    );
