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
        const once = read(record);
        expect(once).toStrictEqual(record);
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

  it('nested 100,000 levels deep in a field is refused without a stack overflow', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(refused({ answers: deep })).toBe('invalid_answer at answers[0]');
    expect(refused({ data: { deep } })).toBe('invalid_data at data.deep');
    expect(refused({ zzz: deep })).toBe('accepted');
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
    expect(refused({ data: many(31) })).toBe('too_many at data');
    expect(refused({ respondent: { traits: many(21) } })).toBe('too_many at respondent.traits');
    expect(refused({ data: { ['k'.repeat(40)]: '한'.repeat(200) } })).toBe('accepted');
    expect(refused({ data: { ['k'.repeat(41)]: 1 } })).toMatch(/^invalid_data at data\./);
    expect(refused({ data: { plan: '한'.repeat(201) } })).toBe('too_long at data.plan');
    expect(refused({ data: { plan: { nested: 1 } } })).toBe('invalid_data at data.plan');
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
  it('carries the meaning of its scale, and a whole number within it', () => {
    expect(refused(withAnswer({ scale: undefined }))).toBe('invalid_answer at answers[0].scale');
    for (const value of [0, 8, 6.5, '6', [6], true]) {
      expect(refused(withAnswer({ value })), String(value)).toBe('invalid_answer at answers[0].value');
    }
  });

  it('is refused when its scale contradicts itself', () => {
    const scale = rating.scale!;
    for (const bad of [
      { max: 1 },
      { max: 12 },
      { min: -11 },
      { positive: [7, 5] },
      { positive: [0, 7] },
      { positive: [5, 8] },
    ]) {
      expect(refused(withAnswer({ scale: { ...scale, ...bad } })), JSON.stringify(bad)).toMatch(/^invalid_answer/);
    }
    expect(refused(withAnswer({ scale: { ...scale, direction: 'up' } }))).toBe(
      'invalid_answer at answers[0].scale.direction',
    );
  });

  it('may run from -5 to 5', () => {
    const scale = { min: -5, max: 5, direction: 'higher_better', positive: [3, 5] };
    expect(refused(withAnswer({ scale, value: -5 }))).toBe('accepted');
    expect(refused(withAnswer({ scale, value: -6 }))).toBe('invalid_answer at answers[0].value');
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
    ['invalid_receipt at receipt', { receipt: 'a'.repeat(42) }],
    ['invalid_receipt at receipt', { receipt: `${'a'.repeat(42)}=` }],
    ['invalid_touchpoint at touchpoint', { touchpoint: 'a'.repeat(65) }],
    ['invalid_touchpoint at touchpoint', { touchpoint: 'Check out' }],
    ['invalid_journey at journey.stage', { journey: { id: 'a', stage: '' } }],
    ['too_long at survey.version', { survey: { id: 'a', version: 'v'.repeat(65) } }],
    ['invalid_survey at survey.id', { survey: { id: '', version: '1' } }],
    ['invalid_locale at locale', { locale: 'english please' }],
    ['invalid_answer at answers', { answers: Array.from({ length: 21 }, () => comment) }],
    ['too_long at answers[0].prompt', withAnswer({ prompt: 'p'.repeat(301) })],
    ['too_long at answers[0].label', withAnswer({ label: 'l'.repeat(121) })],
    ['too_long at context.url', { context: { ...sample.context, url: `https://a/${'u'.repeat(2039)}` } }],
    ['too_long at context.referrer', { context: { ...sample.context, referrer: 'u'.repeat(2049) } }],
    ['too_long at respondent.userKey', { respondent: { userKey: 'u'.repeat(129) } }],
    ['too_long at respondent.segment', { respondent: { segment: 's'.repeat(65) } }],
    ['invalid_time at time.createdAt', { time: { ...sample.time, createdAt: '2026-01-31T12:00:00Z' } }],
    ['invalid_time at time.createdAt', { time: { ...sample.time, createdAt: '2026-01-31T21:00:00.000+09:00' } }],
    ['invalid_time at time.startedAt', { time: { ...sample.time, startedAt: '2026-02-30T12:00:00.000Z' } }],
    ['invalid_mode at mode', { mode: 'sometimes' }],
    ['invalid_kind at kind', { kind: 'complaint' }],
    ['invalid_consent at consent', { consent: undefined }],
  ];
  it.each(over)('give %s', (expected, change) => expect(refused(change)).toBe(expected));

  it('let the longest allowed through', () => {
    const context = { ...sample.context, url: `https://a/${'u'.repeat(2038)}` };
    const answers = Array.from({ length: 20 }, () => ({
      ...comment,
      prompt: '한'.repeat(300),
      label: '글'.repeat(120),
    }));
    expect(refused({ context, answers, touchpoint: 'a'.repeat(64), receipt: 'a'.repeat(43) })).toBe('accepted');
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
      { mode: secret },
      { respondent: { contact: { email: secret, wantsReply: secret } } },
    ];
    for (const change of broken) expect(JSON.stringify(parseRecord({ ...sample, ...change }))).not.toContain(secret);
  });
});
