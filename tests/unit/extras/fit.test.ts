import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../../src/contract/index';
import type { FeedbackRecord } from '../../../src/contract/types';
import { fitRecord } from '../../../src/extras/fit';
import { arbitraryRecord } from '../../support/arbitrary-record';

/** Anything that JavaScript can hand over, and what is nearly right. */
const junk = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
  fc.string({ maxLength: 400 }),
  fc.constantFrom(
    null,
    undefined,
    '',
    0,
    12,
    Number.NaN,
    true,
    [],
    ['en'],
    {},
    'Mobile',
    'Denied',
    '2.0',
    'ख़'.repeat(320),
  ),
);
/** Fields that come from options and calls of the host; each may be junk. */
const junkFields = {
  mode: junk,
  trigger: junk,
  channel: junk,
  touchpoint: junk,
  journey: fc.oneof(junk, fc.record({ id: junk, stage: junk })),
  survey: fc.oneof(junk, fc.record({ id: junk, version: junk })),
  locale: junk,
  release: junk,
  state: junk,
  textVersion: junk,
  userKey: junk,
  segment: junk,
  traits: junk,
  contact: fc.oneof(junk, fc.record({ email: junk, name: junk }, { requiredKeys: [] })),
  data: junk,
};

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

  it("of any type and in any field never costs a visitor's words, and spoils no other field", () => {
    fc.assert(
      fc.property(
        arbitraryRecord,
        fc.record(junkFields, { requiredKeys: [] }),
        (record, { release, state, textVersion, userKey, segment, traits, contact, ...top }) => {
          const given = { userKey, segment, traits, contact };
          const made = {
            ...record,
            ...top,
            context: { ...record.context, release },
            consent: { ...record.consent, state: state ?? record.consent.state, textVersion },
            respondent: { anonId: record.respondent?.anonId, ...given },
          } as unknown as FeedbackRecord;
          const parsed = parseRecord(JSON.parse(JSON.stringify(fitRecord(made).record)));
          expect(parsed).toMatchObject({ ok: true });
          if (!parsed.ok) return;
          // an empty label says nothing
          const answers = record.answers.map(({ label, ...answer }) => ({ ...answer, ...(label && { label }) }));
          expect(parsed.record.answers).toEqual(answers);
          for (const field of ['id', 'kind', 'time', 'receipt', 'test', 'attachments'] as const) {
            expect(parsed.record[field]).toEqual(record[field]);
          }
          // what was not junk is as it was
          for (const field of ['mode', 'trigger', 'channel', 'touchpoint', 'survey', 'journey', 'locale'] as const) {
            if (!(field in top)) expect(parsed.record[field]).toEqual(record[field]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['identify', { respondent: { userKey: '' } }, { respondent: { userKey: undefined } }],
    ['identify', { respondent: { userKey: 'x'.repeat(129) } }, { respondent: { userKey: undefined } }],
    ['a touchpoint that is null', { touchpoint: null }, { touchpoint: undefined }],
    ['a touchpoint that is a number', { touchpoint: 12 }, { touchpoint: '12' }],
    ['a release that is null', { context: { release: null } }, { context: { release: undefined } }],
    ['a release that is a number', { context: { release: 4.2 } }, { context: { release: '4.2' } }],
    ['a version that is a number', { survey: { id: 'x', version: 2 } }, { survey: { id: 'x', version: '2' } }],
    ['an id that is too long', { survey: { id: 'x'.repeat(65), version: '1' } }, { survey: { id: 'x'.repeat(64) } }],
    ['an unknown mode', { mode: 'sometimes' }, { mode: 'interaction' }],
    ['an unknown channel', { channel: 'mobile' }, { channel: 'web' }],
    ['a mistyped consent', { consent: { state: 'Denied' } }, { consent: { state: 'denied' } }],
    [
      'an address that is too long',
      { respondent: { contact: { email: `a@${'b'.repeat(320)}` } } },
      { respondent: { contact: { email: undefined } } },
    ],
    [
      'a wish for a reply that is a word',
      { respondent: { contact: { wantsReply: 'false' } } },
      { respondent: { contact: { wantsReply: false } } },
    ],
    [
      'a contact without wantsReply, whose name is too long',
      { respondent: { contact: { email: 'anna@example.org', name: '김'.repeat(121) } } },
      { respondent: { contact: { email: 'anna@example.org', name: '김'.repeat(120), wantsReply: false } } },
    ],
  ])('is mended: %s', (_, given, fitted) => {
    expect(fitRecord({ answers: [], locale: 'en', ...given } as unknown as FeedbackRecord).record).toMatchObject(
      fitted,
    );
  });

  it('is told what was changed, in sentences', () => {
    const { wrong } = fitRecord({
      mode: 'sometimes',
      touchpoint: 'Check out',
      data: { plan: 'x'.repeat(201), cart: { items: 1 } },
      answers: [],
      locale: 'en',
    } as unknown as FeedbackRecord);
    expect(wrong).toEqual([
      'mode: not one of its words (src/contract/types.ts); the usual one is taken',
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
