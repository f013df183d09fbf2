import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../src/metrics/proportion';
import { type Reach, responseRate } from '../../src/metrics/response-rate';

const reach = (more: Partial<Reach>): Reach => ({
  mode: 'interaction',
  sent: 30,
  sentWithoutConsent: 0,
  impressions: 120,
  ...more,
});

describe('the response rate', () => {
  it('is sent by impressions, with the interval of Wilson', () => {
    const found = responseRate(reach({}));
    expect(found).toMatchObject({ kind: 'rate', value: 25, sent: 30, impressions: 120, withoutConsent: 0 });
    const { low, high } = wilson(30, 120);
    expect(found).toMatchObject({ interval: { low: 100 * low, high: 100 * high } });
  });

  it('always-on has none: who opens the tab was not asked', () => {
    expect(responseRate(reach({ mode: 'always_on' }))).toEqual({ kind: 'none', why: 'self_selected' });
  });

  it('is unknown where impressions are incomplete', () => {
    expect(responseRate(reach({ impressions: 0 }))).toEqual({ kind: 'unknown', why: 'no_impressions' });
    expect(responseRate(reach({ impressions: 29 }))).toEqual({ kind: 'unknown', why: 'fewer_impressions_than_sent' });
    expect(responseRate(reach({ sentWithoutConsent: undefined }))).toEqual({
      kind: 'unknown',
      why: 'consent_not_known',
    });
  });

  it('leaves out what was sent without consent, whose impressions nobody reported, and says so', () => {
    expect(responseRate(reach({ sent: 50, sentWithoutConsent: 20 }))).toMatchObject({
      kind: 'rate',
      value: 25,
      sent: 30,
      withoutConsent: 20,
    });
    expect(responseRate(reach({ sent: 40, sentWithoutConsent: 20, impressions: 30 }))).toMatchObject({ sent: 20 });
    expect(responseRate(reach({ sent: 130, sentWithoutConsent: 5 })).kind).toBe('unknown');
  });

  it('below ten impressions is counts only', () => {
    expect(responseRate(reach({ sent: 3, impressions: 9 }))).toEqual({ kind: 'counts_only', sent: 3, impressions: 9 });
    expect(responseRate(reach({ sent: 3, impressions: 10 })).kind).toBe('rate');
    expect(responseRate(reach({ sent: 0, impressions: 40 }))).toMatchObject({ kind: 'rate', value: 0 });
  });

  it('is never above 100 %, never without a number, and within its interval', () => {
    const any = fc.record({
      mode: fc.constantFrom<Reach['mode']>('always_on', 'interaction', 'journey', 'relationship', 'passive'),
      sent: fc.nat(500),
      sentWithoutConsent: fc.option(fc.nat(500), { nil: undefined }),
      impressions: fc.nat(600),
    });
    fc.assert(
      fc.property(any, (one) => {
        fc.pre((one.sentWithoutConsent ?? 0) <= one.sent);
        const found = responseRate(one);
        if (found.kind !== 'rate') return;
        expect(found.value).toBeGreaterThanOrEqual(0);
        expect(found.value).toBeLessThanOrEqual(100);
        expect(found.interval.low).toBeLessThanOrEqual(found.value + 1e-9);
        expect(found.interval.high).toBeGreaterThanOrEqual(found.value - 1e-9);
      }),
    );
  });
});
