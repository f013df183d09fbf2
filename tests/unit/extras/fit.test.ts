import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../../src/contract/index';
import type { FeedbackRecord } from '../../../src/contract/types';
import { fitRecord } from '../../../src/extras/fit';
import { arbitraryRecord } from '../../support/arbitrary-record';

/** What a host may hand over by mistake. */
const mess = fc.record({
  touchpoint: fc.option(fc.string({ maxLength: 80 }), { nil: undefined }),
  journey: fc.option(fc.record({ id: fc.string({ maxLength: 80 }), stage: fc.string({ maxLength: 80 }) }), {
    nil: undefined,
  }),
  locale: fc.string({ maxLength: 12 }),
  data: fc.option(
    fc.dictionary(fc.string({ maxLength: 60 }), fc.oneof(fc.jsonValue(), fc.string({ maxLength: 300 }), fc.double()), {
      maxKeys: 40,
    }),
    { nil: undefined },
  ),
  userKey: fc.string({ minLength: 1, maxLength: 300 }),
  segment: fc.string({ maxLength: 100 }),
  traits: fc.dictionary(fc.string({ maxLength: 60 }), fc.jsonValue(), { maxKeys: 40 }),
});

describe('what the host adds', () => {
  it("never makes the contract refuse a visitor's words", () => {
    fc.assert(
      fc.property(arbitraryRecord, mess, (record, { userKey, segment, traits, ...more }) => {
        const made = { ...record, ...more, respondent: { userKey, segment, traits } } as unknown as FeedbackRecord;
        const { record: fitted } = fitRecord(made);
        const parsed = parseRecord(JSON.parse(JSON.stringify(fitted)));
        expect(parsed).toMatchObject({ ok: true, mended: [] });
        expect(fitted.answers.map(({ value }) => value)).toEqual(record.answers.map(({ value }) => value));
      }),
      { numRuns: 300 },
    );
  });

  it('is told what was changed, in sentences', () => {
    const { wrong } = fitRecord({
      touchpoint: 'Check out',
      data: { plan: 'x'.repeat(201), cart: { items: 1 } },
      answers: [],
      locale: 'en',
    } as unknown as FeedbackRecord);
    expect(wrong).toEqual([
      'touchpoint: left out; expected lower-case letters, digits, ".", "_", "-", at most 64',
      'data.plan: too long, it is cut (README, Limits)',
      'data.cart: left out; expected text, a number, true, false or null, under a key of at most 40 characters, and not too many',
    ]);
  });

  it("keeps a survey's prompts within 300 code points and its labels within 120, never inside a character", () => {
    const answer = { question: 'c', type: 'text', value: '', prompt: '😀'.repeat(301), label: '😀'.repeat(121) };
    const { record } = fitRecord({ answers: [answer], locale: 'en' } as unknown as FeedbackRecord);
    expect(record.answers[0]).toMatchObject({ prompt: '😀'.repeat(300), label: '😀'.repeat(120) });
  });

  it('is left as it is where it fits', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        expect(fitRecord(record).wrong).toEqual([]);
      }),
    );
  });
});
