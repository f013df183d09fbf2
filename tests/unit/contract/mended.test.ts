import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseRecord } from '../../../src/contract';
import type { FeedbackRecord } from '../../../src/contract/types';
import { spoiltRecord } from '../../support/arbitrary-record';
import { comment, rating, sample } from './sample';

// Generated values take their time where other work shares the processor.
vi.setConfig({ testTimeout: 120_000 });

const read = (value: unknown) => {
  const parsed = parseRecord(value);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed;
};
const inside = (value: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((holder, field) => (holder as { [field: string]: unknown } | undefined)?.[field], value);

/** The sample with other values at some paths, `undefined` for nothing. */
const withAt = (changes: { [path: string]: unknown }): unknown => {
  const record = structuredClone({
    ...sample,
    respondent: { userKey: 'u1', contact: { email: 'a@b.example', wantsReply: true } },
    journey: { id: 'checkout', stage: 'pay' },
  });
  for (const [path, value] of Object.entries(changes)) {
    const fields = path.split('.');
    const last = fields.pop()!;
    const holder = fields.length ? inside(record, fields.join('.')) : record;
    (holder as { [field: string]: unknown })[last] = value;
  }
  return JSON.parse(JSON.stringify(record));
};

describe('what a host or a page says about itself', () => {
  it("costs itself when it is malformed, never the visitor's words beside it", () => {
    fc.assert(
      fc.property(spoiltRecord, ({ record, spoilt }) => {
        const got = read(spoilt).record;
        expect([got.id, got.v, got.kind]).toEqual([record.id, record.v, record.kind]);
        expect(got.answers.map(({ question, value }) => [question, value])).toStrictEqual(
          record.answers.map(({ question, value }) => [question, value]),
        );
        got.answers.forEach(({ type }, at) => {
          const before = record.answers[at]!.type;
          expect(before === 'scale' ? ['scale', 'number'] : [before]).toContain(type);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is mended once: what was read is read again as it is, and the sent record stays as it was', () => {
    fc.assert(
      fc.property(spoiltRecord, ({ spoilt }) => {
        const before = JSON.stringify(spoilt);
        const { record } = read(spoilt);
        // A dropped `wording` stays behind as a key without a value, which no JSON has.
        expect(parseRecord(record)).toEqual({ ok: true, record, mended: [] });
        const stored = JSON.parse(JSON.stringify(record));
        expect(parseRecord(stored)).toStrictEqual({ ok: true, record: stored, mended: [] });
        expect(JSON.stringify(spoilt)).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it('is named where it was mended, by a path and never by a value, and all else stays', () => {
    const { record, mended } = read(withAt({ 'context.tz': ['secret'], locale: 'secret words', touchpoint: 'Secret' }));
    expect(mended).toEqual(['touchpoint', 'locale', 'context.tz']);
    const expected = read(withAt({ 'context.tz': '', locale: 'und' })).record;
    expect(record).toStrictEqual(expected);
  });
});

const long = '😀'.repeat(3000);
const chars = (count: number) => '😀'.repeat(count);
const DENIED = { state: 'denied', contact: false };
/** When the sample's id was made. */
const FROM_ID = '2023-06-30T03:34:18.518Z';

const cases: [path: string, given: unknown, becomes: unknown][] = [
  ['receipt', 'a'.repeat(42), undefined],
  ['receipt', `${'a'.repeat(42)}=`, undefined],
  ['receipt', 7, undefined],
  ['test', 'true', true],
  ['test', 'TRUE', true],
  ['test', 1, true],
  ['test', 'false', false],
  ['test', 0, false],
  ['test', undefined, false],
  ['test', {}, false],
  ['mode', 'sometimes', 'interaction'],
  ['mode', undefined, 'interaction'],
  ['trigger', 'button', 'api'],
  ['channel', 'kiosk', 'other'],
  ['touchpoint', 'a'.repeat(65), undefined],
  ['touchpoint', 'Check out', undefined],
  ['touchpoint', null, undefined],
  ['touchpoint', 42, '42'],
  ['journey', 'checkout', undefined],
  ['journey.stage', '', undefined],
  ['journey.stage', 2, '2'],
  ['journey.id', 7, '7'],
  ['survey', undefined, { id: 'unknown', version: '1' }],
  ['survey', 'ces', { id: 'unknown', version: '1' }],
  ['survey.id', '', 'unknown'],
  ['survey.id', {}, 'unknown'],
  ['survey.id', long, chars(64)],
  ['survey.version', undefined, '1'],
  ['survey.version', 2, '2'],
  ['survey.version', 'v'.repeat(65), 'v'.repeat(64)],
  ['locale', 'english please', 'und'],
  ['locale', undefined, 'und'],
  ['answers.0.question', 42, '42'],
  ['answers.0.question', 'q'.repeat(65), 'q'.repeat(64)],
  ['answers.0.prompt', undefined, ''],
  ['answers.0.prompt', long, chars(300)],
  ['answers.0.prompt', 7, '7'],
  ['answers.0.label', long, chars(120)],
  ['answers.0.label', ['Agree'], undefined],
  ['answers.0.ms', '12', undefined],
  ['answers.1.scale', { min: 1 }, undefined],
  ['answers.1.metric', 'joy', undefined],
  ['context', null, { url: '', referrer: '', viewport: { w: 0, h: 0 }, dpr: 1, tz: '', online: true }],
  ['context.url', undefined, ''],
  ['context.url', `https://a/${'u'.repeat(2039)}`, `https://a/${'u'.repeat(2038)}`],
  ['context.referrer', 'u'.repeat(2049), 'u'.repeat(2048)],
  ['context.referrer', null, ''],
  ['context.title', {}, undefined],
  ['context.release', 7, '7'],
  ['context.device', { type: 'watch', os: 'x', browser: 'y', major: 1 }, undefined],
  ['context.device', { type: 'phone', os: 'x', browser: 'y', major: '120' }, undefined],
  ['context.acquisition', 'magic', undefined],
  ['context.viewport', undefined, { w: 0, h: 0 }],
  ['context.viewport', { w: 800, h: '600' }, { w: 0, h: 0 }],
  ['context.dpr', '2', 1],
  ['context.dpr', -1, 1],
  ['context.tz', null, ''],
  ['context.online', 'false', false],
  ['context.online', 'maybe', true],
  ['context.perf', 'fast', undefined],
  ['respondent', 'Ada', undefined],
  ['respondent.userKey', 42, '42'],
  ['respondent.userKey', 'u'.repeat(129), undefined],
  ['respondent.userKey', '', undefined],
  ['respondent.anonId', 'a'.repeat(65), undefined],
  ['respondent.segment', 's'.repeat(65), 's'.repeat(64)],
  ['respondent.segment', 3, '3'],
  ['respondent.traits', [], undefined],
  ['respondent.contact', 'a@b.example', undefined],
  ['respondent.contact.email', ['a@b.example'], undefined],
  ['respondent.contact.email', `a@${'b'.repeat(320)}`, undefined],
  ['respondent.contact.name', long, chars(120)],
  ['respondent.contact.wantsReply', 'true', true],
  ['respondent.contact.wantsReply', undefined, false],
  ['consent', undefined, DENIED],
  ['consent.state', 'perhaps', 'denied'],
  ['consent.contact', 'true', false],
  ['consent.textVersion', 't'.repeat(65), undefined],
  ['consent.textVersion', 2, '2'],
  ['consent.at', 'yesterday', undefined],
  ['consent.at', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
  ['time', undefined, { startedAt: FROM_ID, createdAt: FROM_ID, tzOffsetMin: 0, durationMs: 0 }],
  ['time.createdAt', undefined, FROM_ID],
  ['time.createdAt', '2026-02-30T12:00:00Z', FROM_ID],
  ['time.createdAt', '2026-01-31T21:00:00', FROM_ID],
  ['time.createdAt', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
  ['time.createdAt', '2026-01-31T21:00:00.1234+09:00', '2026-01-31T12:00:00.123Z'],
  ['time.startedAt', '2026-02-30T12:00:00.000Z', sample.time.createdAt],
  ['time.startedAt', 1_769_860_800_000, sample.time.createdAt],
  ['time.tzOffsetMin', 'KST', 0],
  ['time.tzOffsetMin', 1441, 0],
  ['time.durationMs', '9500', 0],
];

describe('a malformed field', () => {
  it.each(cases)('%s: %j becomes %j', (path, given, becomes) => {
    const { record, mended } = read(withAt({ [path]: given }));
    expect(inside(record, path)).toEqual(becomes);
    expect(mended).toEqual([path.replace(/\.(\d+)/g, '[$1]')]);
    // what a figure is kept apart by was guessed: the answers stand in none
    const guessed = /^(mode|survey)/.test(path) && given !== 2;
    const whole = withAt({ [path]: becomes }) as unknown as FeedbackRecord;
    const answers = whole.answers.map(({ metric, ...answer }) =>
      guessed ? answer : { ...answer, ...(metric && { metric }) },
    );
    expect(record, 'nothing beside it changes').toStrictEqual({ ...whole, answers });
  });

  it('takes along what makes no sense without it', () => {
    const { record, mended } = read(withAt({ 'journey.id': 'Check out', 'journey.stage': 'Pay' }));
    expect(record.journey).toBeUndefined();
    expect(mended).toEqual(['journey']);
  });

  it('of perf costs only itself', () => {
    const { record, mended } = read(withAt({ 'context.perf': { lcpMs: 'fast', loadMs: 80 } }));
    expect(record.context.perf).toEqual({ loadMs: 80 });
    expect(mended).toEqual(['context.perf.lcpMs']);
  });

  it('startedAt beside a malformed createdAt is the moment of the id, too', () => {
    const { record } = read(withAt({ 'time.startedAt': 'x', 'time.createdAt': 'y' }));
    expect(record.time).toEqual({ ...sample.time, startedAt: FROM_ID, createdAt: FROM_ID });
  });

  it('createdAt is one that can be written, whatever the id says', () => {
    const { record } = read({ ...sample, id: 'ffffffff-ffff-774b-bcce-b302099a8057', time: 0 });
    expect(record.time.createdAt).toBe('9999-12-31T23:59:59.999Z');
  });

  it('of an attachment costs its size or the attachment, and of too many the first 10 stay', () => {
    const fine = { id: 'a', type: 'image/png', bytes: 9, width: 3, height: 4 };
    const { record, mended } = read({
      ...sample,
      attachments: [fine, { ...fine, id: 'b', width: -1 }, { ...fine, id: 'c d' }, 'd', { ...fine, id: 'e' }],
    });
    expect(record.attachments).toEqual([fine, { id: 'b', type: 'image/png', bytes: 9 }, { ...fine, id: 'e' }]);
    expect(mended).toEqual(['attachments[1]', 'attachments[2]', 'attachments[3]']);
    const many = read({ ...sample, attachments: Array.from({ length: 12 }, (_, at) => ({ ...fine, id: `a${at}` })) });
    expect(many.record.attachments).toHaveLength(10);
    expect(many.mended).toEqual(['attachments[10]']);
    expect(read({ ...sample, attachments: fine }).record.attachments).toBeUndefined();
  });

  it('in one answer leaves the others as they are', () => {
    const { record, mended } = read({ ...sample, answers: [{ ...rating, scale: null, prompt: null }, comment] });
    expect(record.answers[1]).toStrictEqual(comment);
    expect(record.answers[0]).toMatchObject({ type: 'number', value: 6, prompt: '' });
    expect(mended).toEqual(['answers[0].scale', 'answers[0].prompt']);
  });
});
