import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { depthOf, parseEnvelope, tooDeep } from '../../../src/contract';
import { arbitraryRecord } from '../../support/arbitrary-record';

// Generated values take their time where other work shares the processor.
vi.setConfig({ testTimeout: 60_000 });

/** The plain recursive meaning of depth, on parsed values. */
const nesting = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(nesting)) : 0;

describe('depthOf', () => {
  it('equals the nesting of any JSON value, however it is spaced', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom('', ' ', '\t', '\n'), (value, space) => {
        expect(depthOf(JSON.stringify(value, null, space))).toBe(nesting(value));
      }),
    );
  });

  it('is not fooled by brackets, quotes and backslashes in strings and keys', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{}"\\,:') }), (text) => {
        expect(depthOf(JSON.stringify({ [text]: [text] }))).toBe(2);
      }),
    );
  });

  it('reads text that is no JSON without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => depthOf(text) >= 0));
  });
});

describe('tooDeep', () => {
  it('allows 12 levels by default and refuses 13', () => {
    expect(tooDeep('['.repeat(12) + ']'.repeat(12))).toBe(false);
    expect(tooDeep('['.repeat(13) + ']'.repeat(13))).toBe(true);
    expect(tooDeep('[[]]', 1)).toBe(true);
  });

  it('stops reading at the first level that is too deep, and does not recurse', () => {
    let reads = 0;
    const charCodeAt = () => {
      reads++;
      return '['.charCodeAt(0);
    };
    const endless = { length: 1e9, charCodeAt } as unknown as string;
    expect(tooDeep(endless)).toBe(true);
    expect(reads).toBe(13);
    expect(depthOf('['.repeat(1_000_000))).toBe(1_000_000);
  });

  it('leaves every valid batch alone: its levels are at most 7', () => {
    const head = {
      v: 1,
      project: 'p',
      sdk: { name: 'n', version: '1' },
      sentAt: '2026-01-31T12:00:10.000Z',
      attempts: {},
    };
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        const batch = { ...head, records: [record] };
        expect(parseEnvelope(batch).ok).toBe(true);
        expect(depthOf(JSON.stringify(batch))).toBeLessThanOrEqual(7);
      }),
    );
  });
});
