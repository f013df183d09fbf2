import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../../src/contract';
import { tooFast } from '../../src/spam/dwell';
import { trapped } from '../../src/spam/honeypot';
import { manyLinks } from '../../src/spam/links';
import { isLong, normalText, OF_ANYBODY, OF_ONE, repeated, type Sighting } from '../../src/spam/repeated';
import { readSignals, SIGNALS, signalText } from '../../src/spam/signal';
import { ces, record, words } from '../support/records';
import { anyText, anyUnits } from '../support/texts';

const typed = (text: string, durationMs = 9_000, more: Partial<FeedbackRecord> = {}) => {
  const made = record({ trigger: 'visitor', answers: [ces(2), words(text)], ...more });
  return { ...made, time: { ...made.time, durationMs } };
};
const LONG = 'The coupon field rejects my code since Friday, and support does not answer.';

describe('faster than anybody types', () => {
  it('is a sentence in no time, and never whoever took two seconds, however long the text', () => {
    expect(tooFast(typed(LONG, 0))).toBe(true);
    expect(tooFast(typed(LONG, 900))).toBe(true);
    expect(tooFast(typed(LONG, 2_000))).toBe(false);
    expect(tooFast(typed(LONG.repeat(40), 2_000))).toBe(false);
  });

  it('is never a tap, a short word, or what a host’s own form, an app or an import sends', () => {
    expect(tooFast(record({ trigger: 'visitor', answers: [ces(7)], time: { ...record().time, durationMs: 0 } }))).toBe(
      false,
    );
    expect(tooFast(typed('good', 0))).toBe(false);
    for (const trigger of ['api', 'import'] as const) expect(tooFast(typed(LONG, 0, { trigger }))).toBe(false);
  });

  it('is never who types a hundred words a minute, nor ten times that', () => {
    fc.assert(
      fc.property(anyText(400), fc.integer({ min: 24, max: 400 }), (text, msEach) => {
        expect(tooFast(typed(text, [...text].length * msEach))).toBe(false);
      }),
    );
  });
});

describe('links', () => {
  it('to the page that it is about, or to one or two others, are feedback', () => {
    const own = 'https://shop.example/a https://www.shop.example/b www.shop.example/c https://shop.example/d';
    expect(manyLinks(typed(`Broken: ${own}`))).toBe(false);
    expect(manyLinks(typed('It works at https://a.example and https://b.example.'))).toBe(false);
    expect(manyLinks(typed('The docs say <a href="…"> where a button should be.'))).toBe(false);
  });

  it('to many other sites, or as markup, are not', () => {
    expect(manyLinks(typed('https://a.example https://b.example www.c.example'))).toBe(true);
    expect(manyLinks(typed('<a href="https://a.example">Buy</a>'))).toBe(true);
    expect(manyLinks(typed('[url=https://a.example]Buy[/url]'))).toBe(true);
  });

  it('never throw, whatever stands in the text or the address', () => {
    fc.assert(
      fc.property(anyUnits(60), anyUnits(60), (text, url) => {
        manyLinks(typed(`${text} http://${text} www.${text}`, 9_000, { context: { ...record().context, url } }));
      }),
    );
  });
});

describe('the field that nobody sees', () => {
  it('is looked for in what was sent, and counts only where something is in it', () => {
    expect(trapped({ website: 'https://a.example' })).toBe(true);
    expect(trapped({ website: 1 })).toBe(true);
    for (const empty of [
      {},
      { website: '' },
      { website: ' ' },
      { website: null },
      { website: false },
      null,
      'website',
      [],
    ])
      expect(trapped(empty)).toBe(false);
    expect(trapped(Object.create({ website: 'inherited' }))).toBe(false);
  });
});

describe('the same words', () => {
  it('are the same without case, spaces, punctuation and whatever number is in them', () => {
    const [a, b] = ['Your invoice 1,204 is WAITING!', '  your invoice — 7 is\nwaiting'].map((text) =>
      normalText(typed(text)),
    );
    expect(a).toBe(b);
    expect(normalText(typed('결제가 되지 않아요'))).toBeDefined();
  });

  it('are the same whether or not another letter makes it no plain text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 30 }), (text) => {
        const long = 'a sentence that is long enough';
        expect(normalText(typed(`${text} ${long}`))).toBe(normalText(typed(`${text} ${long}\u2014`)));
      }),
    );
  });

  it('are not looked for in what many people say', () => {
    for (const text of ['', 'good', 'Very good!', '좋아요', '👍👍👍👍👍👍👍👍'])
      expect(normalText(typed(text))).toBeUndefined();
  });

  const sightings = fc.array(
    fc.record({
      id: fc.uuid(),
      address: fc.constantFrom('', 'a', 'b', 'c'),
      respondent: fc.constantFrom('', 'x', 'y'),
    }),
    { maxLength: 30 },
  );
  const ofOne = (list: Sighting[], one: Sighting) =>
    (['address', 'respondent'] as const).some(
      (by) => one[by] && list.filter((other) => other[by] === one[by]).length >= OF_ONE,
    );

  it('flag whoever sent them three times, and all of them at ten where the text is long', () => {
    fc.assert(
      fc.property(sightings, fc.boolean(), (list, long) => {
        const { flagged, byAnybody } = repeated(list, long);
        expect(byAnybody).toBe(long && list.length >= OF_ANYBODY);
        expect(flagged).toEqual(byAnybody ? list : list.filter((one) => ofOne(list, one)));
      }),
    );
    expect(isLong(normalText(typed(LONG))!)).toBe(true);
    expect(isLong(normalText(typed('Easy to use, thank you'))!)).toBe(false);
  });

  it('are looked through a few times, however many say them', () => {
    let looked = 0;
    const list = Array.from({ length: 5_000 }, (_, at) => ({
      id: String(at),
      get address() {
        looked++;
        return `address ${at}`;
      },
      respondent: '',
    }));
    expect(repeated(list, false).flagged).toEqual([]);
    expect(looked).toBeLessThanOrEqual(3 * list.length);
  });

  it('of nobody in particular are never taken for one sender', () => {
    const list = Array.from({ length: OF_ANYBODY - 1 }, (_, at) => ({ id: String(at), address: '', respondent: '' }));
    expect(repeated(list, true).flagged).toEqual([]);
  });
});

describe('signals as a column has them', () => {
  it('come back as they were, in their order and once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SIGNALS)), (given) => {
        expect(readSignals(signalText(given))).toEqual(SIGNALS.filter((signal) => given.includes(signal)));
      }),
    );
    expect(readSignals('')).toEqual([]);
    expect(readSignals('of-a-newer-collector dwell')).toEqual(['dwell']);
  });
});
