import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { jsonSchemas, parseRecord } from '../../../src/contract';
import { arbitraryRecord } from '../../support/arbitrary-record';
import { comment, rating, sample } from './sample';

// Generated values take their time where other work shares the processor.
vi.setConfig({ testTimeout: 60_000 });

const read = (value: unknown) => {
  const parsed = parseRecord(value);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.record;
};
/** What becomes of a changed record: its mended paths, and what now stands at the one that was changed. */
const mended = (change: object) => {
  const parsed = parseRecord({ ...sample, ...change });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed;
};
const refused = (change: object) => {
  const parsed = parseRecord({ ...sample, ...change });
  return parsed.ok ? 'accepted' : `${parsed.code} at ${parsed.path}`;
};
const withAnswer = (change: object) => ({ answers: [{ ...rating, ...change }] });
const withText = (value: string) => ({ answers: [{ ...comment, value }] });
const textOf = (value: string) => read({ ...sample, ...withText(value) }).answers[0]!.value;

/** Puts one more field into every object of a value, at every level. */
const sprinkled = (value: unknown, name: string, extra: unknown, mapHere = false): unknown => {
  if (Array.isArray(value)) return value.map((item) => sprinkled(item, name, extra));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([field, inner]) => [
    field,
    // Maps have no unknown fields: every entry of theirs is data. A matrix answer's value is one.
    sprinkled(inner, name, extra, ['data', 'traits', 'value'].includes(field)),
  ]);
  return Object.fromEntries(mapHere ? fields : [...fields, [name, extra]]);
};

describe('any valid record', () => {
  it('parses to itself, and its parsed form parses to itself again', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        expect(parseRecord(record)).toStrictEqual({ ok: true, record, mended: [] });
        const once = read(record);
        expect(read(once)).toStrictEqual(once);
      }),
    );
  });

  it('parses to the same with unknown fields at every level', () => {
    fc.assert(
      fc.property(
        arbitraryRecord,
        fc.constantFrom('zzz', 'toString', 'then'),
        fc.jsonValue(),
        (record, name, extra) => {
          expect(read(sprinkled(record, name, extra))).toStrictEqual(record);
        },
      ),
    );
  });

  it('is not changed by being read', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        const before = JSON.stringify(record);
        read(record);
        expect(JSON.stringify(record)).toBe(before);
      }),
    );
  });
});

describe('the hash of the wording', () => {
  it('is read as it is', () => {
    expect(read({ ...sample, ...withAnswer({ wording: '0az9' }) }).answers[0]!.wording).toBe('0az9');
  });

  it('that cannot be one is dropped like an unknown field: it costs neither the words nor a collector of another language', () => {
    const check = new Ajv2020({ strict: false, validateFormats: false }).compile(jsonSchemas()['record']!);
    const wrong = fc.jsonValue().filter((value) => !(typeof value === 'string' && /^[0-9a-z]{1,16}$/.test(value)));
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom('', 'A', '0'.repeat(17), 'a\n'), wrong), (wording) => {
        const record = { ...sample, ...withAnswer({ wording }) };
        expect(read(record)).toEqual({ ...sample, ...withAnswer({}) });
        expect(check(record)).toBe(true);
      }),
    );
  });
});

describe('any JSON value', () => {
  it('is accepted or refused with a code and a message, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const parsed = parseRecord(value);
        expect(parsed.ok || (parsed.code.length > 0 && parsed.message.length > 0)).toBe(true);
      }),
    );
  });

  it('in the place of any field never throws, and gives the same answer twice', () => {
    fc.assert(
      fc.property(arbitraryRecord, fc.nat(), fc.jsonValue(), (record, pick, value) => {
        const fields = Object.keys(record);
        const changed = { ...record, [fields[pick % fields.length]!]: value };
        expect(parseRecord(changed)).toStrictEqual(parseRecord(changed));
      }),
    );
  });

  it('nested 100,000 levels deep in a field causes no stack overflow', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(refused({ answers: deep })).toBe('invalid_answer at answers[0]');
    expect(refused({ zzz: deep })).toBe('accepted');
    expect(mended({ data: { deep, plan: 'pro' } })).toMatchObject({ record: { data: { plan: 'pro' } } });
    // Each of the record's own fields, so that no mend walks into what it is given.
    for (const field of Object.keys(sample)) expect(() => parseRecord({ ...sample, [field]: deep })).not.toThrow();
    for (const outer of ['survey', 'context', 'consent', 'time'] as const)
      for (const field of Object.keys(sample[outer]))
        expect(mended({ [outer]: { ...sample[outer], [field]: deep } }).mended).toEqual([`${outer}.${field}`]);
  });
});

describe('text', () => {
  it('counts code points: 4,000 emoji pass, 4,001 letters do not', () => {
    expect(refused(withText('😀'.repeat(4000)))).toBe('accepted');
    expect(refused(withText('😀'.repeat(4001)))).toBe('too_long at answers[0].value');
    expect(refused(withText('a'.repeat(4001)))).toBe('too_long at answers[0].value');
  });

  it('is normalised to NFC before it is counted, so that decomposed Hangul loses nothing', () => {
    const decomposed = '한'.normalize('NFD').repeat(4000);
    expect([...decomposed]).toHaveLength(12_000);
    expect(textOf(decomposed)).toBe('한'.repeat(4000));
  });

  it('has NUL and lone surrogates replaced by U+FFFD, and whole pairs kept', () => {
    expect(textOf('a\0b\uD83Dc\uDE00d😀')).toBe('a\uFFFDb\uFFFDc\uFFFDd😀');
    const record = read({ ...sample, data: { 'k\0': 'v\uD800' }, survey: { id: 'a\0', version: '\uDC00' } });
    expect(record.data).toEqual({ 'k\uFFFD': 'v\uFFFD' });
    expect(record.survey).toEqual({ id: 'a\uFFFD', version: '\uFFFD' });
  });

  it('of ids keeps its form: a host compares them with its own', () => {
    const userKey = 'e\u0301';
    expect(read({ ...sample, respondent: { userKey } }).respondent?.userKey).toBe(userKey);
  });

  it('of free context is cut, because nobody loses words over a page title', () => {
    const context = { ...sample.context, title: '😀'.repeat(400), release: 'r'.repeat(500) };
    const record = read({ ...sample, context });
    expect([...record.context.title!]).toHaveLength(300);
    expect(record.context.release).toHaveLength(120);
  });
});

describe('maps of the host', () => {
  const hostile = JSON.parse('{"plan":"pro","__proto__":"x","constructor":"y","prototype":"z"}');

  it('never keep __proto__, constructor or prototype', () => {
    const matrix = { ...comment, type: 'matrix', value: JSON.parse('{"row":"a","__proto__":"b","constructor":"c"}') };
    const record = read({ ...sample, data: hostile, respondent: { traits: hostile }, answers: [matrix] });
    expect(Object.keys(record.data!)).toEqual(['plan']);
    expect(Object.keys(record.respondent!.traits!)).toEqual(['plan']);
    expect(Object.keys(record.answers[0]!.value)).toEqual(['row']);
  });

  it('pollute no prototype, even as an object under __proto__ at every level', () => {
    const polluted = JSON.stringify(sample).replaceAll('{', '{"__proto__":{"polluted":1},');
    const record = read(JSON.parse(polluted));
    expect(record).toStrictEqual(sample);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(record.context)).toBe(Object.prototype);
  });

  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));
  it('hold 30 entries of data and 20 traits, keys of 40 and values of 200 code points', () => {
    expect(refused({ data: many(30), respondent: { traits: many(20) } })).toBe('accepted');
    const longest = { ['k'.repeat(40)]: '한'.repeat(200) };
    expect(mended({ data: longest })).toMatchObject({ record: { data: longest }, mended: [] });
    for (const [given, kept, paths] of [
      [many(32), many(30), ['data.k30', 'data.k31']],
      [{ ['k'.repeat(41)]: 1, plan: 'pro' }, { plan: 'pro' }, ['data']],
      [{ '': 1, 'a key\nwith more': [], plan: 'pro' }, { plan: 'pro' }, ['data']],
      [{ plan: '😀'.repeat(201), seats: 2 }, { plan: '😀'.repeat(200), seats: 2 }, ['data.plan']],
      [
        { plan: { nested: 1 }, cart: [1], gone: null, paid: true },
        { gone: null, paid: true },
        ['data.plan', 'data.cart'],
      ],
      [{ ...hostile, bad: {} }, { plan: 'pro' }, ['data.bad']],
      ['pro', undefined, ['data']],
      [[1], undefined, ['data']],
      [null, undefined, ['data']],
    ] as const) {
      const got = mended({ data: given });
      expect(got.record.data, JSON.stringify(given)).toEqual(kept);
      expect(got.mended).toEqual(paths);
    }
    expect(mended({ respondent: { traits: many(21) } })).toMatchObject({
      record: { respondent: { traits: many(20) } },
      mended: ['respondent.traits.k20'],
    });
    // Neither bad entries nor keys that are always dropped take the place of good ones.
    expect(mended({ data: { ...hostile, bad: {}, ...many(29) } }).record.data).toEqual({ plan: 'pro', ...many(29) });
    expect(mended({ data: { a: {}, b: [], ...many(30) } }).record.data).toEqual(many(30));
  });
});

describe('durations', () => {
  it('of a jumping clock are clamped and rounded, never refused', () => {
    const time = { ...sample.time, durationMs: -31_536_000_000 };
    expect(read({ ...sample, time }).time.durationMs).toBe(0);
    expect(read({ ...sample, time: { ...time, durationMs: 1e15 } }).time.durationMs).toBe(2_147_483_647);
    expect(read({ ...sample, ...withAnswer({ ms: 12.5 }) }).answers[0]!.ms).toBe(13);
  });
});

describe('a scale answer', () => {
  const { metric: _, scale: meaning, ...plain } = rating;
  /** As it is read when nobody knows what it means: shown, and in no figure, which needs a metric. */
  const asNumber = (value: number) => ({ ...plain, type: 'number', value });

  it('whose value is not on its scale is kept as a number, and stands in no figure', () => {
    for (const value of [0, 8, 6.5, -1e9]) {
      const got = mended(withAnswer({ value }));
      expect(got.record.answers, String(value)).toStrictEqual([asNumber(value)]);
      expect(got.mended).toEqual(['answers[0].value']);
    }
  });

  it('is refused when its value is no number: nothing would be left of it', () => {
    for (const value of ['6', [6], true, null, undefined]) {
      expect(refused(withAnswer({ value })), String(value)).toBe('invalid_answer at answers[0].value');
      expect(refused(withAnswer({ value, scale: 1 })), String(value)).toMatch(/^invalid_answer/);
    }
  });

  it('whose scale is missing or contradicts itself is kept as a number', () => {
    for (const bad of [
      { max: 1 },
      { max: 12 },
      { min: -11 },
      { positive: [7, 5] },
      { positive: [0, 7] },
      { positive: [5, 8] },
      { direction: 'up' },
    ]) {
      const got = mended(withAnswer({ scale: { ...meaning, ...bad } }));
      expect(got.record.answers, JSON.stringify(bad)).toStrictEqual([asNumber(6)]);
      // A scale of one point has no place for the value either.
      expect(got.mended).toEqual(['answers[0].scale', ...(bad.max === 1 ? ['answers[0].value'] : [])]);
    }
    for (const scale of [undefined, null, 7, '1-7', [1, 7], {}])
      expect(mended(withAnswer({ scale })).record.answers, String(scale)).toStrictEqual([asNumber(6)]);
  });

  it('with an unknown metric keeps its scale', () => {
    const { metric: _, ...rest } = rating;
    expect(mended(withAnswer({ metric: 'joy' }))).toMatchObject({
      record: { answers: [rest] },
      mended: ['answers[0].metric'],
    });
    expect(mended(withAnswer({ metric: 'joy' })).record.answers).toStrictEqual([rest]);
  });

  it('may run from -5 to 5', () => {
    const scale = { min: -5, max: 5, direction: 'higher_better', positive: [3, 5] };
    expect(refused(withAnswer({ scale, value: -5 }))).toBe('accepted');
    expect(mended(withAnswer({ scale, value: -5 })).mended).toEqual([]);
    expect(mended(withAnswer({ scale, value: -6 })).record.answers).toStrictEqual([asNumber(-6)]);
  });
});

describe('the value of an answer', () => {
  const values = {
    text: 'a',
    choice: ['a'],
    boolean: true,
    number: 1.5,
    date: '2026-02-28',
    ranking: ['b', 'a'],
    matrix: { r: 'c' },
    file: ['f'],
  };
  const sameShape = [
    ['choice', 'ranking', 'file'],
    ['text', 'date'],
  ];

  it('has the shape of its type, and no other', () => {
    for (const type of Object.keys(values)) {
      for (const [other, value] of Object.entries(values)) {
        const fits = type === other || sameShape.some((group) => group.includes(type) && group.includes(other));
        if (type === 'date' && other === 'text') continue;
        const got = refused({ answers: [{ ...comment, type, value }] });
        expect(got, `${type} given ${other}`).toBe(fits ? 'accepted' : 'invalid_answer at answers[0].value');
      }
    }
  });

  it('of a date is a day that exists', () => {
    for (const value of ['2026-02-30', '2026-13-01', '26-01-01', 'tomorrow', '2026-01-01T00:00:00.000Z']) {
      expect(refused({ answers: [{ ...comment, type: 'date', value }] }), value).toBe(
        'invalid_answer at answers[0].value',
      );
    }
  });
});

describe('the limits of the wire format', () => {
  const over: [string, object][] = [
    ['invalid_id at id', { id: sample.id.toUpperCase() }],
    ['invalid_id at id', { id: '01890a5d-ac96-474b-bcce-b302099a8057' }],
    ['invalid_kind at kind', { kind: 'complaint' }],
    ['invalid_answer at answers', { answers: Array.from({ length: 21 }, () => comment) }],
    ['invalid_answer at answers', { answers: { 0: comment } }],
    ['invalid_answer at answers', { answers: undefined }],
    ['invalid_answer at answers[0]', { answers: ['Quick!'] }],
    ['invalid_answer at answers[0].question', { answers: [{ ...comment, question: undefined }] }],
    ['invalid_answer at answers[0].question', { answers: [{ ...comment, question: '' }] }],
    ['invalid_answer at answers[0].type', { answers: [{ ...comment, type: 'essay' }] }],
    ['too_long at answers[0].value', withText('a'.repeat(4001))],
    // What is refused is named, and not what could have been mended before it.
    ['invalid_kind at kind', { kind: 'complaint', mode: 'sometimes', receipt: 1 }],
    ['too_long at answers[0].value', { mode: 'sometimes', ...withText('a'.repeat(4001)), locale: 7 }],
  ];
  it.each(over)('that concern what the visitor said give %s', (expected, change) =>
    expect(refused(change)).toBe(expected),
  );

  it('let the longest allowed through', () => {
    const context = { ...sample.context, url: `https://a/${'u'.repeat(2038)}` };
    const answers = Array.from({ length: 20 }, () => ({
      ...comment,
      prompt: '한'.repeat(300),
      label: '글'.repeat(120),
    }));
    expect(mended({ context, answers, touchpoint: 'a'.repeat(64), receipt: 'a'.repeat(43) }).mended).toEqual([]);
  });
});

describe('the version of a record', () => {
  it('above ours is unknown_version, whatever else it holds, so that the collector answers retry', () => {
    expect(parseRecord({ v: 2, id: 'anything' })).toMatchObject({ ok: false, code: 'unknown_version', path: 'v' });
  });

  it('that is missing or no version at all is invalid', () => {
    for (const v of [undefined, 0, -1, '1', 1.5, null]) expect(refused({ v }), String(v)).toBe('invalid_v at v');
  });
});

describe('a refusal', () => {
  it('never quotes what the visitor wrote, so that it can be logged', () => {
    const secret = 'my-secret-words';
    const broken = [
      withText(secret.repeat(1000)),
      withAnswer({ value: secret }),
      { answers: secret },
      { kind: secret },
      { answers: [{ ...comment, type: secret }] },
    ];
    for (const change of broken) {
      const parsed = parseRecord({ ...sample, ...change });
      expect(parsed.ok).toBe(false);
      expect(JSON.stringify(parsed)).not.toContain(secret);
    }
  });

  it('nor does the list of what was mended', () => {
    const secret = 'my-secret words';
    const { mended: paths } = mended({
      mode: secret,
      touchpoint: secret,
      data: { [secret]: [secret], plan: [secret] },
      respondent: { contact: { email: secret, name: secret, wantsReply: secret } },
    });
    expect(paths).toEqual(['mode', 'touchpoint', 'respondent.contact.wantsReply', 'data', 'data.plan']);
  });
});
