import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { idOf, LIMITS, parseEnvelope, parseRecord, parseResults } from '../../../src/contract';
import { arbitraryRecord } from '../../support/arbitrary-record';
import { sample } from './sample';

// Generated values take their time where other work shares the processor.
vi.setConfig({ testTimeout: 60_000 });

const batch = {
  v: 1,
  project: 'shop',
  sdk: { name: 'earshot', version: '0.1.0' },
  sentAt: '2026-01-31T12:00:10.000Z',
  attempts: { [sample.id]: 2 },
  records: [sample],
};
const refused = (change: object) => {
  const parsed = parseEnvelope({ ...batch, ...change });
  return parsed.ok ? 'accepted' : `${parsed.code} at ${parsed.path}`;
};

describe('parseEnvelope', () => {
  it('hands the records over unread, so that one bad record never costs the others (Q9)', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(arbitraryRecord, fc.jsonValue()), { minLength: 1, maxLength: 6 }), (records) => {
        const parsed = parseEnvelope({ ...batch, records, zzz: 1 });
        expect(parsed).toStrictEqual({ ok: true, envelope: { ...batch, records } });
      }),
    );
  });

  it('never throws, whatever is posted', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void parseEnvelope(value)));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(batch)), fc.jsonValue(), (field, value) => {
        parseEnvelope({ ...batch, [field]: value });
      }),
    );
  });

  it('takes 1 to 20 records', () => {
    expect(refused({ records: Array.from({ length: 20 }, () => sample) })).toBe('accepted');
    expect(refused({ records: Array.from({ length: 21 }, () => sample) })).toBe('invalid_records at records');
    expect(refused({ records: [] })).toBe('invalid_records at records');
    expect(refused({ records: { 0: sample } })).toBe('invalid_records at records');
  });

  it('says what is wrong with the rest', () => {
    expect(refused({ project: 'my shop' })).toBe('invalid_project at project');
    expect(refused({ project: undefined })).toBe('invalid_project at project');
    expect(refused({ sdk: {} })).toBe('invalid_sdk at sdk.name');
    expect(refused({ sentAt: 'now' })).toBe('invalid_sentAt at sentAt');
    expect(refused({ attempts: { a: -1 } })).toBe('invalid_attempts at attempts.a');
    expect(parseEnvelope([batch])).toMatchObject({ ok: false, code: 'invalid_batch', path: '' });
  });

  it('gives unknown_version for a newer batch, even if nothing else in it is known', () => {
    expect(parseEnvelope({ v: 2, words: [] })).toMatchObject({ ok: false, code: 'unknown_version' });
    expect(refused({ v: '2' })).toBe('invalid_v at v');
  });

  it('drops __proto__ from attempts', () => {
    const parsed = parseEnvelope({ ...batch, attempts: JSON.parse('{"__proto__":3,"a":1}') });
    expect(parsed.ok && Object.entries(parsed.envelope.attempts)).toEqual([['a', 1]]);
  });
});

describe('idOf', () => {
  it('names a record that is refused, so that it can be acked', () => {
    const broken = { ...sample, kind: 'complaint' };
    expect(parseRecord(broken).ok).toBe(false);
    expect(idOf(broken)).toBe(sample.id);
    expect(idOf({ id: 'not-a-uuid' })).toBe('not-a-uuid');
  });

  it('gives undefined where no usable id stands', () => {
    for (const value of [null, 1, 'id', [], {}, { id: 1 }, { id: '' }, { id: 'x'.repeat(129) }]) {
      expect(idOf(value)).toBeUndefined();
    }
  });
});

describe('parseResults', () => {
  it('reads what a collector answers and drops what it adds', () => {
    const results = [
      { id: 'a', status: 'accepted' },
      { id: 'b', status: 'rejected', code: 'too_long' },
    ];
    expect(parseResults({ results, retryAfter: 3, zzz: 1 })).toStrictEqual({
      ok: true,
      results: { results, retryAfter: 3 },
    });
  });

  it('refuses an answer without results (Q4), an unknown status and a negative wait', () => {
    for (const value of [{}, null, 'ok', { results: [{ id: 'a', status: 'ok' }] }, { results: [], retryAfter: -1 }]) {
      expect(parseResults(value).ok, JSON.stringify(value)).toBe(false);
    }
  });
});

it('the limits are those of wire format v1', () => {
  expect(LIMITS).toMatchObject({
    recordsPerBatch: 20,
    answers: 20,
    text: 4000,
    prompt: 300,
    label: 120,
    url: 2048,
    dataEntries: 30,
    dataKey: 40,
    dataValue: 200,
    traitEntries: 20,
    userKey: 128,
    segment: 64,
    depth: 12,
  });
});
