import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { jsonSchemas, parseRecord } from '../../../src/contract';
import { arbitraryRecord } from '../../support/arbitrary-record';
import { comment, rating, sample, survey } from './sample';

// Generated values take their time where other work shares the processor.
vi.setConfig({ testTimeout: 60_000 });

// Format words are notes to the reader here; the pattern beside them decides.
const ajv = new Ajv2020({
  allErrors: false,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  validateFormats: false,
});
const schemas = jsonSchemas();
const check = (name: string) => ajv.getSchema(`urn:earshot:v1:${name}`) ?? ajv.compile(schemas[name]!);
const record = check('record');

const batch = {
  v: 1,
  project: 'shop',
  sdk: { name: 'earshot', version: '0.1.0' },
  sentAt: '2026-01-31T12:00:10.000Z',
  attempts: {},
  records: [sample],
};

describe('the generated JSON Schema, judged by another validator', () => {
  it('is four files of draft 2020-12 that survive being written', () => {
    expect(Object.keys(schemas)).toEqual(['record', 'batch', 'results', 'survey']);
    for (const schema of Object.values(schemas)) {
      expect(JSON.parse(JSON.stringify(schema))).toStrictEqual(schema);
      expect(schema).toHaveProperty('$schema', 'https://json-schema.org/draft/2020-12/schema');
    }
  });

  it('accepts every valid record, and a batch of them', () => {
    fc.assert(
      fc.property(arbitraryRecord, (value) => {
        expect(record(value), ajv.errorsText(record.errors)).toBe(true);
      }),
    );
    expect(check('batch')(batch), ajv.errorsText(check('batch').errors)).toBe(true);
    expect(check('survey')(survey), ajv.errorsText(check('survey').errors)).toBe(true);
    expect(check('results')({ results: [{ id: 'a', status: 'retry', code: 'unknown_version' }] })).toBe(true);
  });

  it('lets unknown fields pass, as the contract does', () => {
    expect(record({ ...sample, zzz: 1, context: { ...sample.context, zzz: 1 } })).toBe(true);
  });

  const { consent: _, ...withoutConsent } = sample;
  const refused: [string, unknown][] = [
    ['a list', []],
    ['another version', { ...sample, v: 2 }],
    ['a UUIDv4', { ...sample, id: '01890a5d-ac96-474b-bcce-b302099a8057' }],
    ['21 answers', { ...sample, answers: Array.from({ length: 21 }, () => comment) }],
    ['4,001 emoji', { ...sample, answers: [{ ...comment, value: '😀'.repeat(4001) }] }],
    ['text where a list belongs', { ...sample, answers: [{ ...comment, type: 'choice' }] }],
  ];
  it.each(refused)('refuses %s, and so does parseRecord', (_, value) => {
    const sent = JSON.parse(JSON.stringify(value));
    expect(record(sent)).toBe(false);
    expect(parseRecord(sent).ok).toBe(false);
  });

  const mended: [string, unknown, string][] = [
    ['a record without consent', withoutConsent, 'consent'],
    ['an unknown mode', { ...sample, mode: 'sometimes' }, 'mode'],
    ['a short receipt', { ...sample, receipt: 'abc' }, 'receipt'],
    ['a touchpoint with a space', { ...sample, touchpoint: 'check out' }, 'touchpoint'],
    ['a long prompt', { ...sample, answers: [{ ...comment, prompt: 'p'.repeat(301) }] }, 'answers[0].prompt'],
    ['a scale answer without scale', { ...sample, answers: [{ ...rating, scale: undefined }] }, 'answers[0].scale'],
    ['a fraction on a scale', { ...sample, answers: [{ ...rating, value: 6.5 }] }, 'answers[0].value'],
    ['an object in data', { ...sample, data: { a: { b: 1 } } }, 'data.a'],
    [
      '31 entries in data',
      { ...sample, data: Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`k${i}`, i])) },
      'data.k30',
    ],
    ['a local time', { ...sample, time: { ...sample.time, createdAt: '2026-01-31T21:00:00+09:00' } }, 'time.createdAt'],
    ['a long URL', { ...sample, context: { ...sample.context, url: 'u'.repeat(2049) } }, 'context.url'],
  ];
  it.each(mended)('tells a sender that %s is wrong, where parseRecord mends it and says so', (_, value, path) => {
    const sent = JSON.parse(JSON.stringify(value));
    expect(record(sent)).toBe(false);
    const parsed = parseRecord(sent);
    expect(parsed).toMatchObject({ ok: true, mended: [path] });
    expect(parsed.ok && record(parsed.record), ajv.errorsText(record.errors)).toBe(true);
  });

  it('says in its description that readers mend', () => {
    expect(schemas['record']).toHaveProperty('description', expect.stringContaining('they mend or leave out'));
  });

  it('accepts 4,000 emoji: lengths are code points', () => {
    expect(record({ ...sample, answers: [{ ...comment, value: '😀'.repeat(4000) }] })).toBe(true);
  });

  it('refuses batches and answers that are none', () => {
    for (const change of [
      { records: [] },
      { project: 'my shop' },
      { records: Array.from({ length: 21 }, () => sample) },
    ]) {
      expect(check('batch')({ ...batch, ...change })).toBe(false);
    }
    expect(check('results')({ results: [{ id: 'a', status: 'ok' }] })).toBe(false);
    expect(check('survey')({ ...survey, questions: [] })).toBe(false);
  });

  it('never accepts less than parseRecord reads without mending, for a record with one field replaced', () => {
    fc.assert(
      fc.property(arbitraryRecord, fc.nat(), fc.jsonValue(), (value, pick, other) => {
        const fields = Object.keys(value);
        const changed = { ...value, [fields[pick % fields.length]!]: other };
        const parsed = parseRecord(changed);
        if (!parsed.ok) return;
        if (!parsed.mended.length) expect(record(changed), ajv.errorsText(record.errors)).toBe(true);
        expect(record(parsed.record), ajv.errorsText(record.errors)).toBe(true);
      }),
    );
  });
});
