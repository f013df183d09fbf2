import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, ScaleMeaning } from '../../src/contract';
import { MAX_TEXT, madeId, writtenText } from '../../src/inbox/action';
import { filterQuery, readFilter } from '../../src/inbox/filter';
import { isLow } from '../../src/inbox/low';
import { isAddress, replyTo, whyNoReply } from '../../src/inbox/may-reply';
import { respondentOf } from '../../src/inbox/respondent';
import { ownerName } from '../../src/inbox/set-owner';
import { tagOf, tagsOf } from '../../src/inbox/tag';
import { lasting } from '../../src/report/inbox/lasting';
import { asking } from '../support/inbox';
import { ces, record } from '../support/records';

describe('the lowest band of a scale (MEASUREMENT, Metrics)', () => {
  const scales: [string, Answer['metric'], ScaleMeaning, number[]][] = [
    ['CES 2.0', 'ces2', { min: 1, max: 7, direction: 'higher_better', positive: [5, 7] }, [1, 2, 3]],
    ['CES 1.0 of five', 'ces1', { min: 1, max: 5, direction: 'lower_better', positive: [1, 2] }, [4, 5]],
    ['CES 1.0 of seven', 'ces1', { min: 1, max: 7, direction: 'lower_better', positive: [1, 3] }, [5, 6, 7]],
    ['CSAT', 'csat', { min: 1, max: 5, direction: 'higher_better', positive: [4, 5] }, [1, 2]],
    ['NPS', 'nps', { min: 0, max: 10, direction: 'higher_better', positive: [9, 10] }, [0, 1, 2, 3, 4, 5, 6]],
    ['emotion', 'emotion', { min: 1, max: 5, direction: 'higher_better', positive: [4, 5] }, [1, 2]],
    ['helpful', 'helpful', { min: 0, max: 1, direction: 'higher_better', positive: [1, 1] }, [0]],
    ['a scale around zero', 'custom', { min: -2, max: 2, direction: 'higher_better', positive: [1, 2] }, [-2, -1]],
  ];
  it.each(scales)('%s', (_name, metric, scale, low) => {
    const all = Array.from({ length: scale.max - scale.min + 1 }, (_, at) => scale.min + at);
    expect(all.filter((value) => isLow(ces(value, { metric, scale })))).toEqual(low);
  });

  it('a scale without a metric, a text and a choice are no ratings', () => {
    expect(isLow(ces(1, { metric: undefined }))).toBe(false);
    expect(isLow({ question: 'q', type: 'text', metric: 'csat', value: '1', prompt: '' })).toBe(false);
    expect(isLow({ question: 'q', type: 'choice', metric: 'success', value: ['no'], prompt: '' })).toBe(false);
  });

  it('what is positive is never low, whatever the scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 9 }), fc.integer({ min: 1, max: 10 }), fc.nat(10), (min, span, at) => {
        const value = min + (at % (span + 1));
        const scale: ScaleMeaning = { min, max: min + span, direction: 'higher_better', positive: [value, min + span] };
        expect(isLow(ces(value, { scale }))).toBe(false);
      }),
    );
  });
});

describe('tags', () => {
  it.each([
    ['Delivery', 'delivery'],
    ['  Two   words ', 'two words'],
    ['배송', '배송'],
    ['배송'.normalize('NFD'), '배송'],
    ['GRÖSSE', 'grösse'],
    ['हिन्दी', 'हिन्दी'],
    ['v1.2_b-c', 'v1.2_b-c'],
  ])('%s is the tag %s', (text, tag) => {
    expect(tagOf(text)).toBe(tag);
  });

  it.each(['', ' ', '<b>', 'a"b', 'a,b', 'a\nb', 'a\0b', '=1+1', 'x'.repeat(41), '🙂'])('%j is none', (text) => {
    expect(tagOf(text)).toBeUndefined();
  });

  it('a tag is its own tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 45 }), (text) => {
        const tag = tagOf(text);
        if (tag !== undefined) expect(tagOf(tag)).toBe(tag);
      }),
      { examples: [['İstanbul'], ['ΣΑΣ'], ['ǅ'], ['Å']] },
    );
  });

  it('several stand between commas, each once', () => {
    expect(tagsOf('Price, delivery,, price ,')).toEqual(['price', 'delivery']);
    expect(tagsOf('price, <b>')).toBe('wrong');
    expect(tagsOf(' ')).toEqual([]);
  });
});

describe('who is replied to', () => {
  it('who asked, agreed and left one address', () => {
    expect(replyTo(asking(' jo@example.com '))).toEqual({ email: 'jo@example.com' });
    expect(whyNoReply(asking('jo@example.com'), 'new', true)).toBeUndefined();
  });

  it.each([
    [
      'did not ask',
      record({ respondent: { contact: { email: 'jo@example.com', wantsReply: false } } }),
      true,
      'did not ask',
    ],
    ['left nothing', record(), true, 'did not ask'],
    ['did not agree', asking('jo@example.com', { consent: { state: 'denied', contact: false } }), true, 'agreed'],
    ['left no address', asking(''), true, 'no e-mail address'],
    ['left something else', asking('call me'), true, 'not an e-mail address'],
    ['no mail is set up', asking('jo@example.com'), false, 'SMTP_URL'],
  ])('nobody else, and it is said why: %s', (_why, one, canMail, part) => {
    expect(whyNoReply(one, 'new', canMail)).toContain(part);
  });

  it('nor spam', () => {
    expect(whyNoReply(asking('jo@example.com'), 'spam', true)).toContain('spam');
  });

  it.each(['jo@example.com', 'jo+shop@mail.example.co.kr', '조@예시.한국', "o'hara@example.ie"])(
    '%s is an address',
    (text) => {
      expect(isAddress(text)).toBe(true);
    },
  );

  it.each([
    'jo@example.com\r\nBcc: all@example.com',
    'jo@example.com\nBcc: all@example.com',
    'jo@example.com, all@example.com',
    'jo@example.com;all@example.com',
    'Jo <jo@example.com>',
    '"jo"@example.com',
    'jo@example',
    'jo@@example.com',
    'jo@example.com>',
    'jo@[127.0.0.1]',
    `${'x'.repeat(250)}@example.com`,
    '@example.com',
    'jo@.com',
  ])('%j is none', (text) => {
    expect(isAddress(text)).toBe(false);
  });
});

describe('a respondent', () => {
  const hash = (key: string) => key;
  it('is known by the key of the host, else by the device, else by the address', () => {
    const contact = { email: ' Jo@Example.com', wantsReply: true };
    const of = (respondent: object) => respondentOf(record({ respondent }), hash);
    expect(of({ userKey: 'u1', anonId: 'a1', contact })).toBe('respondent user u1');
    expect(of({ anonId: 'a1', contact })).toBe('respondent device a1');
    expect(of({ contact })).toBe('respondent mail jo@example.com');
    expect(of({ segment: 'pro' })).toBeNull();
    expect(respondentOf(record(), hash)).toBeNull();
    expect(respondentOf(record({ kind: 'impression', respondent: { userKey: 'u1' } }), hash)).toBeNull();
  });
});

describe('an address of the inbox', () => {
  const some = fc.record({
    status: fc.constantFrom('new', 'acknowledged', 'resolved', 'spam', 'all', 'nonsense'),
    owner: fc.constantFrom('', 'mine', 'nobody', '=Jo', '=mine'),
    tag: fc.string({ maxLength: 10 }),
    survey: fc.string({ maxLength: 80 }),
    q: fc.string({ unit: 'binary', maxLength: 30 }),
    asked: fc.constantFrom('', '1', '2'),
    unread: fc.constantFrom('', '1'),
    waiting: fc.constantFrom('', '1'),
    low: fc.constantFrom('', '1'),
    tests: fc.constantFrom('', '1'),
    order: fc.constantFrom('', 'newest', 'oldest'),
  });
  it('says the filter, and the filter says the address', () => {
    fc.assert(
      fc.property(some, (fields) => {
        const filter = readFilter(new URLSearchParams(fields));
        expect(readFilter(filterQuery(filter))).toEqual(filter);
        expect(JSON.stringify(filter)).not.toContain('\\u0000');
      }),
    );
  });
});

it('what is typed keeps its lines and no NUL, and too much of it is refused, not cut', () => {
  expect(writtenText(' a\r\nb\rc\0 ')).toBe('a\nb\nc');
  expect(writtenText('가'.repeat(MAX_TEXT))).toHaveLength(MAX_TEXT);
  expect(writtenText('🙂'.repeat(MAX_TEXT))).toBeDefined();
  expect(writtenText('x'.repeat(MAX_TEXT + 1))).toBeUndefined();
  expect(ownerName(' Jo\r\n Weber ')).toBe('Jo Weber');
  expect(ownerName('🙂'.repeat(99))).toBe('🙂'.repeat(80));
  expect(madeId('nonsense')).toMatch(/^[0-9a-f-]{36}$/);
});

it.each([
  [0, 'under a minute'],
  [59_999, 'under a minute'],
  [60_000, '1 minute'],
  [119 * 60_000, '119 minutes'],
  [120 * 60_000, '2 hours'],
  [47 * 3_600_000, '47 hours'],
  [48 * 3_600_000, '2 days'],
])('%d ms last %s', (ms, words) => {
  expect(lasting(ms)).toBe(words);
});
