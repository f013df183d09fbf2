import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permits } from '../../../src/privacy/consent';
import { maskText } from '../../../src/privacy/mask';
import { makeReceipt } from '../../../src/privacy/receipt';
import { uuidv7 } from '../../../src/privacy/uuid';

describe('the consent table (Q15)', () => {
  const none = { words: false, draft: false, receipt: undefined, quiet: false, identity: false };
  it.each([
    ['pending', false, false, { words: true, draft: true, receipt: 'with', quiet: true, identity: false }],
    ['granted', false, false, { words: true, draft: true, receipt: 'keep', quiet: true, identity: true }],
    ['denied', false, false, none],
    ['granted', false, true, none],
    ['pending', false, true, none],
    ['pending', true, false, { ...none, words: true }],
    ['granted', true, false, { words: true, draft: true, receipt: 'keep', quiet: true, identity: true }],
    ['denied', true, false, none],
  ] as const)('%s, privacy control %s, shared device %s', (state, control, shared, expected) => {
    expect(permits(state, control, shared)).toEqual(expected);
  });
});

describe('an id', () => {
  it('is a UUIDv7 that sorts by time (Q3)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 1, max: 1e9 }), (time, later) => {
        const id = uuidv7(time);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replace(/-/g, '').slice(0, 12), 16)).toBe(time);
        expect(id < uuidv7(time + later)).toBe(true);
      }),
    );
  });

  it('does not repeat within one millisecond', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => uuidv7(1))).size).toBe(10_000);
  });
});

it('a receipt is the SHA-256 of a secret of 128 bits that stays on the device (security 10)', async () => {
  const { secret, hash } = (await makeReceipt())!;
  expect(Buffer.from(secret, 'base64url')).toHaveLength(16);
  expect(hash).toBe(createHash('sha256').update(secret).digest('base64url'));
  expect(hash).toHaveLength(43);
});

describe('masking (Q14)', () => {
  it.each([
    ['write to ann.lee+shop@mail.example.com, please', 'write to [email], please'],
    ['카드 4111 1111 1111 1111 로 결제', '카드 [number] 로 결제'],
    ['4111-1111-1111-1111.', '[number].'],
    ['order 123456 of 2026-01-31 cost 12,000', 'order 123456 of 2026-01-31 cost 12,000'],
    ['me@home', 'me@home'],
  ])('%s → %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  /** The plain way to say it, which is too slow for a long word. */
  const plain = (text: string) =>
    text
      .replace(/[^\s@<>"',;:()]+@[^\s@<>"',;:()]+\.[^\s@<>"',;:()]{2,}/g, '[email]')
      .replace(/\d(?:[ -]?\d){12,18}/g, '[number]');

  it('finds the same addresses wherever they stand', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '@', '.', ' ', ',', '1', '-', '\n', '가'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (words) => {
        expect(maskText(words)).toBe(plain(words));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['a word without an end', 'a'],
    ['dots', 'a.'],
    ['at signs', 'a@'],
    ['digits', '1'],
    ['digits in groups', '1 '],
    ['almost a card number', '1-2-3-4-5-6-7-8-9-0-1-2-'],
    ['separators', ';'],
  ])('is done with 1 MB of %s', (_, part) => {
    const text = part.repeat(2 ** 20 / part.length);
    expect(maskText(text).length).toBeGreaterThan(0);
  });
});
