import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseRecord } from '../../src/contract';
import { partsOf } from '../../src/sample/parts';
import { projectNames } from '../../src/sample/projects';
import { sample } from '../../src/sample/sample';
import { YEAR } from './year';

const SMALL = { ...YEAR, project: 'shop' as const, size: 600 };
const DAY_MS = 86_400_000;

describe('the sample is a function of its seed', () => {
  afterEach(() => vi.restoreAllMocks());

  it('the same seed gives the same records, and another one others', () => {
    const once = [...sample(SMALL)];
    expect([...sample(SMALL)]).toEqual(once);
    const ids = new Set(once.map(({ record }) => record.id));
    expect([...sample({ ...SMALL, seed: 'another' })].filter(({ record }) => ids.has(record.id))).toEqual([]);
  });

  it('it asks no clock and takes no luck from anywhere else', () => {
    const elsewhere = () => {
      throw new Error('asked');
    };
    vi.spyOn(Date, 'now').mockImplementation(elsewhere);
    vi.spyOn(Math, 'random').mockImplementation(elsewhere);
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(elsewhere);
    expect([...sample({ ...SMALL, size: 50 })].length).toBeGreaterThan(50);
  });

  it('the first of a hundred million comes without the others', () => {
    const { value } = sample({ ...SMALL, size: 100_000_000 }).next();
    expect(value.record.kind).toBeTypeOf('string');
  });
});

describe('whatever is asked for', () => {
  const options = fc.record({
    seed: fc.string(),
    project: fc.constantFrom(...projectNames),
    now: fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2035-01-01') }),
    days: fc.integer({ min: 1, max: 400 }),
    size: fc.integer({ min: 1, max: 40 }),
  });

  it('every record is as the contract wants it: nothing is mended', () => {
    fc.assert(
      fc.property(options, (given) => {
        for (const { record } of sample(given)) {
          // Byte for byte: text in NFC, nothing unknown, nothing that is undefined.
          expect(JSON.stringify(parseRecord(record))).toBe(JSON.stringify({ ok: true, record, mended: [] }));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('there are as many submissions as asked, in the order in which they came, within the days', () => {
    fc.assert(
      fc.property(options, (given) => {
        const all = [...sample(given)];
        expect(all.filter(({ record }) => record.kind === 'submission')).toHaveLength(given.size);
        expect(new Set(all.map(({ record }) => record.id)).size).toBe(all.length);
        const received = all.map(({ receivedAtMs }) => receivedAtMs);
        expect(received).toEqual([...received].sort((a, b) => a - b));
        expect(received[0]).toBeGreaterThanOrEqual(given.now - given.days * DAY_MS);
        expect(received.at(-1)).toBeLessThanOrEqual(given.now);
      }),
      { numRuns: 25 },
    );
  });

  it('the sizes of the projects add up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (size) => {
        const sizes = partsOf({ ...YEAR, size }).map((part) => part.size);
        expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(size);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('people behave as the widget lets them', () => {
  const all = partsOf({ ...YEAR, size: 4_000 }).flatMap((part) =>
    Array.from(sample(part), (one) => ({ ...one, project: part.project })),
  );
  const records = all.map(({ record }) => record);
  const share = (hits: number, of: number) => hits / of;

  it('an id tells when it was made, by the clock of the device', () => {
    const madeAt = (id: string) => Number.parseInt(id.slice(0, 13).replace('-', ''), 16);
    expect(records.map(({ id }) => madeAt(id))).toEqual(records.map(({ time }) => Date.parse(time.createdAt)));
  });

  it('clocks are wrong by what the skew says, and the words of who was offline come later', () => {
    const late = all.filter(({ record }) => !record.context.online);
    expect(late.length).toBeGreaterThan(10);
    const waited = ({ record, receivedAtMs, skewMs }: (typeof all)[0]) =>
      receivedAtMs - (Date.parse(record.time.createdAt) + skewMs);
    const online = all.filter(({ record }) => record.context.online).map(waited);
    expect(Math.max(...online)).toBeLessThan(2_000);
    expect(Math.max(...late.map(waited))).toBeGreaterThan(3_600_000);
    expect(Math.min(...late.map(waited), ...online)).toBeGreaterThanOrEqual(0);
    expect(all.filter(({ skewMs }) => Math.abs(skewMs) > 60_000).length).toBeGreaterThan(10);
  });

  it('consent decides what is known of somebody (consent table)', () => {
    const states = new Set(records.map(({ consent }) => consent.state));
    expect(states).toEqual(new Set(['granted', 'pending', 'denied']));
    const [known, unknown] = [true, false].map((granted) =>
      records.filter(({ consent }) => (consent.state === 'granted') === granted),
    ) as [typeof records, typeof records];
    const respondents = (list: typeof records) => list.map(({ respondent }) => respondent ?? {});
    expect(unknown.filter(({ kind }) => kind !== 'submission')).toEqual([]);
    expect(respondents(unknown).filter(({ anonId, userKey, traits }) => anonId || userKey || traits)).toEqual([]);
    expect(respondents(known).filter(({ anonId }) => !/^[0-9a-f]{32}$/.test(anonId ?? ''))).toEqual([]);
    const receipts = records.filter(({ receipt }) => receipt);
    expect(receipts).toEqual(
      records.filter(({ kind, consent }) => kind === 'submission' && consent.state !== 'denied'),
    );
    expect(records.filter(({ consent }) => consent.contact)).toEqual(
      records.filter(({ respondent }) => respondent?.contact),
    );
  });

  it('nobody is prompted again within 90 days', () => {
    const last = new Map<string, number>();
    let shortest = Number.POSITIVE_INFINITY;
    for (const { record, project } of all) {
      if (record.kind !== 'impression') continue;
      const who = `${project} ${record.respondent!.anonId}`;
      const atMs = Date.parse(record.time.createdAt);
      shortest = Math.min(shortest, atMs - (last.get(who) ?? Number.NEGATIVE_INFINITY));
      last.set(who, atMs);
    }
    expect(shortest).toBeGreaterThan(90 * DAY_MS);
    expect(last.size).toBeGreaterThan(1_000);
  });

  it('some come back, and write again', () => {
    const times = new Map<string, number>();
    for (const { kind, respondent } of records)
      if (kind === 'submission' && respondent?.userKey)
        times.set(respondent.userKey, (times.get(respondent.userKey) ?? 0) + 1);
    expect([...times.values()].filter((count) => count > 2).length).toBeGreaterThan(20);
  });

  it('nobody can be written to by mistake: addresses are of domains that are kept for examples (RFC 2606)', () => {
    const contacts = records.flatMap(({ respondent }) => respondent?.contact ?? []);
    expect(contacts.length).toBeGreaterThan(30);
    for (const { email, wantsReply } of contacts) {
      expect(email).toMatch(/^[a-z.]+\d+@example\.(com|org|net)$/);
      expect(wantsReply).toBe(true);
    }
    const sites = new Set(records.map(({ context }) => new URL(context.url).hostname));
    expect([...sites].sort()).toEqual(['app.bank.example', 'docs.example', 'shop.example']);
  });

  it('about half of those who say nothing dismiss the prompt, signals and tests are few', () => {
    const count = (test: (record: (typeof records)[0]) => boolean) => records.filter(test).length;
    const impressions = count(({ kind }) => kind === 'impression');
    const answered = count(
      ({ kind, trigger, consent }) => kind === 'submission' && trigger === 'prompt' && consent.state === 'granted',
    );
    const dismissed = share(
      count(({ kind }) => kind === 'dismissal'),
      impressions - answered,
    );
    expect(dismissed).toBeGreaterThan(0.5);
    expect(dismissed).toBeLessThan(0.6);
    const signals = records.filter(({ kind }) => kind === 'signal');
    expect(signals.length).toBeGreaterThan(20);
    for (const { mode, answers, data } of signals) {
      expect(mode).toBe('passive');
      expect(answers).toEqual([]);
      expect(data!['signal']).toMatch(/^(rage_click|dead_click|error|slow_page)$/);
    }
    const tests = count(({ test }) => test);
    expect(tests).toBeGreaterThan(0);
    expect(tests).toBeLessThan(0.02 * records.length);
  });

  it('there is something of everything that the report can group by', () => {
    const kinds = (of: (record: (typeof records)[0]) => string | undefined) => new Set(records.map(of)).size;
    expect(kinds(({ locale }) => locale)).toBe(5);
    expect(kinds(({ context }) => context.release)).toBeGreaterThan(40);
    expect(kinds(({ context }) => context.device?.browser)).toBe(5);
    expect(kinds(({ context }) => context.device?.os)).toBe(5);
    expect(kinds(({ touchpoint }) => touchpoint)).toBeGreaterThan(10);
    expect(kinds(({ journey }) => journey?.stage)).toBeGreaterThan(7);
    expect(kinds(({ channel }) => channel)).toBe(3);
    expect(kinds(({ context }) => context.acquisition)).toBe(7);
    expect(kinds(({ mode }) => mode)).toBe(5);
    expect(records.some(({ context }) => /\/product\/\d{4}$/.test(context.url))).toBe(true);
  });

  it('summer time is where it is', () => {
    const offsets = new Set(
      records.filter(({ context }) => context.tz === 'Europe/Berlin').map(({ time }) => time.tzOffsetMin),
    );
    expect(offsets).toEqual(new Set([60, 120]));
    const seoul = records.filter(({ context }) => context.tz === 'Asia/Seoul');
    expect(new Set(seoul.map(({ time }) => time.tzOffsetMin))).toEqual(new Set([540]));
  });
});
