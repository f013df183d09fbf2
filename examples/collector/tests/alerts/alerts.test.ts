import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { windowsOf } from '../../src/alerts/figure-change';
import { SILENCE_ALPHA, silenceP } from '../../src/alerts/silence';
import type { Store } from '../../src/app';
import { startOfLocalDay } from '../../src/metrics/local-day';
import { partsOf } from '../../src/sample/parts';
import { createPlan } from '../../src/sample/plan';
import { sample } from '../../src/sample/sample';
import { testStore } from '../support/collector';
import { countAll } from '../support/count-all';
import { type MailServer, mailServer } from '../support/mail-server';
import { mailingsOn, PUBLIC_URL, subscriber } from '../support/mailings';
import { ces, newId, record } from '../support/records';
import { webhook, webhooksOn } from '../support/webhooks';

let store: Store;
let server: MailServer;
let nowMs = 0;
const clock = () => nowMs;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  server = mailServer();
  await server.start();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await server.stop();
  for (const table of ['earshot_mails', 'earshot_mail_choices', 'earshot_alerts', 'earshot_leases'])
    await store.database.query(`DELETE FROM ${table}`);
});

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SEED = { seed: 'of-the-tests', now: Date.parse('2026-11-22T15:00:00.000Z'), days: 365, size: 10_000 };

/** Stores what the sample of a project holds between two moments. */
const loadSample = async (project: 'shop' | 'bank-app', fromMs: number, untilMs: number) => {
  const part = partsOf(SEED).find((one) => one.project === project)!;
  const lot: Promise<unknown>[] = [];
  for (const { record: one, receivedAtMs, skewMs } of sample(part))
    if (one.kind === 'submission' && receivedAtMs > fromMs && receivedAtMs <= untilMs)
      lot.push(store.insert({ ...one, id: newId() }, { project, receivedAtMs, skewMs }));
  await Promise.all(lot);
  await countAll(store, project);
};
const on = (projects: Parameters<typeof mailingsOn>[1], more: Parameters<typeof mailingsOn>[4] = {}) => {
  const mailings = mailingsOn(store, projects, server, clock, more);
  open.push(mailings);
  return mailings;
};

describe('an alert of a figure', () => {
  it('is raised once by the bad release of the sample, and by nothing before and after it', async () => {
    const { badRelease } = createPlan(partsOf(SEED).find(({ project }) => project === 'shop')!);
    const { fromMs, untilMs } = badRelease!;
    const firstMs = fromMs - 2 * DAY_MS;
    await loadSample('shop', firstMs - 36 * DAY_MS, untilMs + 14 * DAY_MS);
    await subscriber(store, 'jo', { project: 'shop', alerts: true }, firstMs);
    const [one, two] = [on({ shop: { origins: [] } }), on({ shop: { origins: [] } })];
    const days: string[] = [];
    for (nowMs = firstMs; nowMs < untilMs + 14 * DAY_MS; nowMs += DAY_MS) {
      const before = server.arrived.length;
      // Two collectors, at the same moment.
      await Promise.all([one.run(), two.run()]);
      const figures = server.arrived.slice(before).filter(({ subject }) => subject!.includes('changed'));
      if (figures.length) days.push(...figures.map(() => new Date(nowMs).toISOString().slice(0, 10)));
    }
    expect(days).toHaveLength(1);
    expect(Date.parse(days[0]!)).toBeGreaterThan(fromMs);
    expect(Date.parse(days[0]!)).toBeLessThan(untilMs + 7 * DAY_MS);
    const mail = server.arrived.find(({ subject }) => subject!.includes('changed'))!;
    const text = mail.text!.replaceAll('\u00a0', ' ');
    expect(mail.subject).toBe('shop: Effort (CES 2.0), survey ces, after a journey changed');
    expect(text).toMatch(/Changed by −\d+ points \(−\d+ to −\d+\)\./);
    expect(text).toMatch(/Now \d+ % agree that it was easy \(\d+ to \d+\), n = \d+\./);
    expect(text).toContain(`${PUBLIC_URL}/report/p/shop/figure?survey=ces&version=1&question=ces&mode=journey`);
    expect(text).toContain('You chose alerts of shop.');
  });

  it('is not raised by a quiet sample', async () => {
    const firstMs = SEED.now - 7 * DAY_MS;
    await loadSample('bank-app', firstMs - 36 * DAY_MS, SEED.now);
    await subscriber(store, 'jo', { project: 'bank-app', alerts: true }, firstMs);
    const mailings = on({ 'bank-app': { origins: [] } });
    for (nowMs = firstMs; nowMs < SEED.now; nowMs += DAY_MS) await mailings.run();
    expect(server.arrived.map(({ subject }) => subject)).toEqual([]);
    const looks = await store.database.query(`SELECT 1 FROM earshot_alerts WHERE what = 'look'`);
    expect(looks.length).toBeGreaterThanOrEqual(7);
  });

  it('looks at whole days by the clocks of the project, the last one yesterday', () => {
    expect(windowsOf('2026-03-10')).toEqual({
      now: { first: '2026-03-03', last: '2026-03-09' },
      before: { first: '2026-02-03', last: '2026-03-02' },
    });
  });

  it('is told to webhooks that ask for it, in the transaction that notes it, without anybody’s mail', async () => {
    const told = webhook({ events: ['figure.changed'], when: { touchpoints: ['nowhere'] } });
    const hooks = webhooksOn(store, [told, webhook({ name: 'other' })], { project: 'hooked', clock });
    nowMs = Date.parse('2026-11-22T09:00:00Z');
    for (let day = 35; day > 0; day--)
      for (let n = 0; n < 12; n++) {
        const atMs = startOfLocalDay('2026-11-22', 'UTC') - day * DAY_MS + n * HOUR_MS;
        const value = day > 7 ? 6 : n % 2 ? 6 : 1;
        const time = { ...record().time, createdAt: new Date(atMs).toISOString() };
        await store.insert(record({ answers: [ces(value)], time }), {
          project: 'hooked',
          receivedAtMs: atMs,
          skewMs: 0,
        });
      }
    const mailings = on(hooks.configured, { outbox: undefined, told: hooks.toldOfFigures, tell: hooks.figureChanged });
    await Promise.all([mailings.turn(), mailings.turn()]);
    await hooks.send();
    expect(hooks.sent).toHaveLength(1);
    expect(JSON.parse(hooks.sent[0]!.body)).toMatchObject({
      type: 'figure.changed',
      timestamp: '2026-11-22T09:00:00.000Z',
      data: {
        project: 'hooked',
        survey: 'ces',
        metric: 'ces2',
        from: '2026-11-15',
        to: '2026-11-21',
        now: { value: 50, n: 84 },
        before: { value: 100, n: 336 },
        difference: { value: -50 },
        k: 1,
      },
    });
    expect(await hooks.rows()).toEqual([]);
    expect(server.arrived).toEqual([]);
  });
});

describe('what goes wrong in one project', () => {
  it('is said once with its name and code, and keeps no other from being looked at', async () => {
    const broken = Object.assign(new Error('of no interest'), { code: '22P02' });
    const rolling = {
      counted: async (project: string) => {
        if (project === 'broken') throw broken;
        return true;
      },
    };
    nowMs = Date.parse('2026-11-22T09:00:00Z');
    for (const project of ['broken', 'sound'])
      await subscriber(store, 'lou', { project, alerts: true, digest: 'daily' }, nowMs - 3 * DAY_MS);
    const mailings = on({ broken: { origins: [] }, sound: { origins: [] } }, { rolling: rolling as never });
    await mailings.turn();
    await mailings.turn();
    expect(mailings.logged).toEqual(['digests and alerts of broken: 22P02']);
    const looks = await store.database.query(`SELECT project FROM earshot_alerts WHERE what = 'look'`);
    expect(looks).toEqual([{ project: 'sound' }]);
    const digests = await store.database.query(`SELECT project FROM earshot_mails WHERE kind = 'digest'`);
    expect(digests).toEqual([{ project: 'sound' }]);
  });
});

describe('what was told', () => {
  it('is forgotten after 60 days, with webhooks alone as well, but for a silence that may last', async () => {
    nowMs = Date.parse('2026-11-22T09:00:00Z');
    const told = (what: string, day: string) => {
      const at = `${day}T00:00:00.000Z`;
      return store.database.query('INSERT INTO earshot_alerts (project, what, period, at) VALUES ($1, $2, $3, $4)', [
        'hooked',
        what,
        at,
        at,
      ]);
    };
    await Promise.all([
      ...['2026-08-01', '2026-11-21'].map((day) => told('look', day)),
      ...['2026-07-01', '2026-08-01'].map((day) => told('silence', day)),
      told('figure abc', '2026-08-01'),
    ]);
    await on({}, { outbox: undefined, letterhead: undefined }).turn();
    expect(await store.database.query('SELECT what, period FROM earshot_alerts ORDER BY what')).toEqual([
      { what: 'look', period: '2026-11-21T00:00:00.000Z' },
      { what: 'silence', period: '2026-08-01T00:00:00.000Z' },
    ]);
  });
});

describe('an alert of a silence', () => {
  const project = 'silent';
  /** Twelve submissions a day, one an hour from eight to eight. */
  const usual = async (fromMs: number, untilMs: number) => {
    const lot: Promise<unknown>[] = [];
    for (let atMs = fromMs; atMs < untilMs; atMs += HOUR_MS)
      if (new Date(atMs).getUTCHours() >= 8 && new Date(atMs).getUTCHours() < 20)
        lot.push(store.insert(record(), { project, receivedAtMs: atMs, skewMs: 0 }));
    await Promise.all(lot);
  };

  it('comes once when nothing came for an improbable time, and again only after something came', async () => {
    const startMs = Date.parse('2026-09-01T00:00:00Z');
    const brokenMs = startMs + 30 * DAY_MS;
    await usual(startMs, brokenMs);
    await subscriber(store, 'kim', { project, alerts: true }, startMs);
    const mailings = on({ [project]: { origins: [] } });
    const toldAt: string[] = [];
    const pass = async (untilMs: number) => {
      for (; nowMs < untilMs; nowMs += 25 * 60_000) {
        const before = server.arrived.length;
        await mailings.run();
        for (const { subject } of server.arrived.slice(before))
          toldAt.push(`${new Date(nowMs).toISOString()} ${subject}`);
      }
    };
    nowMs = brokenMs - HOUR_MS;
    await pass(brokenMs + 3 * DAY_MS);
    // 16 were to be expected: the first day has 12, and four more take until noon of the second.
    expect(toldAt).toEqual([expect.stringMatching(/^2026-10-02T1[123].* silent: no feedback for \d\d hours$/)]);
    expect(server.arrived[0]!.text).toContain('no feedback since 30 Sept 2026, 19:00 UTC');
  });

  it('is not made of a time in which no collector was there to hear', async () => {
    const startMs = Date.parse('2025-09-01T00:00:00Z');
    await store.database.query('DELETE FROM earshot_submissions WHERE project = $1', [project]);
    await usual(startMs, startMs + 30 * DAY_MS);
    await subscriber(store, 'kim', { project, alerts: true }, startMs);
    nowMs = startMs + 30 * DAY_MS;
    await on({ [project]: { origins: [] } }).run();
    nowMs += 5 * DAY_MS;
    await store.database.query('DELETE FROM earshot_leases'); // by the clock of the database it is a moment ago
    const later = on({ [project]: { origins: [] } });
    for (let turn = 0; turn < 12; turn++, nowMs += 10 * 60_000) await later.run();
    expect(server.arrived).toEqual([]);
    // From then on somebody is.
    for (let turn = 0; turn < 100; turn++, nowMs += 25 * 60_000) await later.run();
    expect(server.arrived).toHaveLength(1);
  });

  it('reckons with the hours of the week: a night says nothing, nor does a week with a sale', () => {
    const hours = new Map<number, number>();
    for (let hour = 0; hour < 28 * 24; hour++) if (hour % 24 >= 8) hours.set(hour, 5);
    const end = 28 * 24;
    expect(silenceP(hours, end * HOUR_MS, (end + 8) * HOUR_MS)).toBe(1);
    expect(silenceP(hours, end * HOUR_MS, (end + 12) * HOUR_MS)).toBeLessThan(SILENCE_ALPHA * 100_000);
    expect(silenceP(hours, end * HOUR_MS, (end + 14) * HOUR_MS)).toBeLessThan(SILENCE_ALPHA);
    // One loud week of four.
    const sale = new Map<number, number>();
    for (let hour = 14 * 24; hour < 21 * 24; hour++) sale.set(hour, 500);
    expect(silenceP(sale, end * HOUR_MS, (end + 24) * HOUR_MS)).toBe(1);
  });
});
