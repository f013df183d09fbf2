import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../src/app';
import { createSpam } from '../../src/spam/spam';
import { SHOP, type TestCollector, testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { browserOf, newAccount } from '../support/people';
import { batch, ces, newId, record, words } from '../support/records';
import { visible } from '../support/report';
import { authorized } from '../support/transfer';

let store: Store;
let nowMs = Date.parse('2026-11-22T10:01:00.000Z');
const PROJECTS = { shop: { origins: [SHOP] }, other: { origins: ['*'] } };
const newCollector = () => testCollector(store, { projects: PROJECTS, clock: () => nowMs, proxyHops: 1 });
let collector: TestCollector;
beforeAll(async () => {
  store = await testStore();
  collector = newCollector();
  await newAccount(store, 'sam', 'answer');
});
afterAll(() => store.close());

const LONG = 'Our experts bring your site to the first page of every search engine';
const saying = (text: string, more = {}) => record({ id: newId(), answers: [ces(2), words(text)], ...more });
const signalsOf = async (id: string, project = 'shop') => {
  const rows = await store.database.query<{ signals: string }>(
    'SELECT signals FROM earshot_submissions WHERE project = $1 AND id = $2',
    [project, id],
  );
  return rows[0]?.signals;
};
const from = async (address: string, records: unknown[], at: TestCollector = collector, more: object = {}) => {
  const response = await at.post(batch(records, { sentAt: new Date(nowMs).toISOString(), ...more }), {
    'X-Forwarded-For': address,
  });
  return ((await response.json()) as { results: { status: string }[] }).results.map(({ status }) => status);
};
const recent = () => store.database.query('SELECT submission_id FROM earshot_recent_texts');

describe('what looks like spam', () => {
  it('is accepted like anything else, with its signals beside it and the honeypot nowhere', async () => {
    const [one, whole] = [
      { ...saying('Buy now, my friends'), website: 'https://trap.example' },
      saying('And buy here'),
    ];
    expect(await from('203.0.113.1', [one])).toEqual(['accepted']);
    expect(await from('203.0.113.1', [whole], collector, { website: 'https://trap.example' })).toEqual(['accepted']);
    expect(await signalsOf(one.id)).toBe('honeypot');
    expect(await signalsOf(whole.id)).toBe('honeypot');
    expect(await everyTable(store.database.query)).not.toContain('trap.example');
  });

  it('a time that could not be read is no fast one', async () => {
    const { time } = record();
    const [bad, fast] = ['never', 0].map((durationMs) => ({
      ...saying(LONG),
      trigger: 'visitor',
      time: { ...time, durationMs },
    }));
    expect(await from('203.0.113.2', [bad, fast])).toEqual(['accepted', 'accepted']);
    expect(await signalsOf(bad!.id)).toBe('');
    expect(await signalsOf(fast!.id)).toBe('dwell');
  });

  it('the same words from one address are flagged at the third, the first two with it, and the fourth at once', async () => {
    const text = 'Please call me about my order';
    const sent = [saying(text), saying(`${text}!`), saying(text.toUpperCase())];
    for (const one of sent.slice(0, 2)) await from('203.0.113.3', [one]);
    await from('203.0.113.99', [saying(text)]);
    await collector.lookedForSpam();
    expect(await signalsOf(sent[0]!.id)).toBe('');
    await from('203.0.113.3', [sent[2]]);
    await collector.lookedForSpam();
    for (const { id } of sent) expect(await signalsOf(id)).toBe('repeat');
    const [fourth, another] = [saying(text), saying(text)];
    await from('203.0.113.3', [fourth]);
    await from('203.0.113.98', [another]);
    expect(await signalsOf(fourth.id)).toBe('repeat');
    expect(await signalsOf(another.id)).toBe('');
  });

  it('a long text from everywhere is flagged at the tenth, whichever collectors of the database took them', async () => {
    const second = newCollector();
    const sent = Array.from({ length: 10 }, () => saying(`${LONG}.`));
    for (const [at, one] of sent.entries()) {
      const to = at % 2 ? second : collector;
      await from(`198.51.100.${at}`, [one], to);
      await to.lookedForSpam();
    }
    for (const { id } of sent) expect(await signalsOf(id)).toBe('repeat');
  });

  it('an hour later the same words are new ones', async () => {
    const text = 'The page is blank on my phone';
    const early = [saying(text), saying(text)];
    for (const one of early) await from('203.0.113.4', [one]);
    await collector.lookedForSpam();
    nowMs += 3_600_001;
    const late = saying(text);
    await from('203.0.113.4', [late]);
    await collector.lookedForSpam();
    for (const { id } of [...early, late]) expect(await signalsOf(id)).toBe('');
  });

  it('tests and what is no submission have no signals', async () => {
    const [test, signal] = [saying(LONG, { test: true }), record({ kind: 'signal' })];
    await from('203.0.113.5', [
      { ...test, website: 'x' },
      { ...signal, website: 'x' },
    ]);
    expect(await signalsOf(test.id)).toBe('');
    expect(await signalsOf(signal.id)).toBe('');
  });

  it('goes as a whole with an erasure, also where it was only about to be remembered', async () => {
    const [remembered, waiting] = [saying('I want my money back now'), saying('And I want it very soon')];
    await from('203.0.113.6', [remembered]);
    await collector.lookedForSpam();
    expect(await recent()).toContainEqual({ submission_id: remembered.id });
    await from('203.0.113.6', [waiting]);
    for (const { id } of [remembered, waiting])
      await collector.app.request(`/v1/admin/submissions/${id}?project=shop`, {
        method: 'DELETE',
        headers: authorized,
      });
    await collector.lookedForSpam();
    const all = await everyTable(store.database.query);
    for (const { id } of [remembered, waiting]) expect(all).not.toContain(id);
  });

  it('out of an ingest log is flagged once it is written, although it was looked for before', async () => {
    const spam = createSpam({ store, clock: () => nowMs, log: () => {}, storedLater: true });
    const three = [1, 2, 3].map(() => saying('It came before it was stored'));
    const cameIn = { project: 'shop', atMs: nowMs, address: 'one', batch: {} };
    for (const one of three) spam.look(one, one, [], cameIn).stored();
    await spam.settled();
    for (const one of three) await store.insert(one, { project: 'shop', receivedAtMs: nowMs, skewMs: 0 });
    await spam.settled();
    for (const { id } of three) expect(await signalsOf(id)).toBe('repeat');
    await spam.close();
  });

  it('is held in memory up to a bound while the database hangs', async () => {
    let answer = (_: []) => {};
    const hanging = new Promise<[]>((resolve) => {
      answer = resolve;
    });
    let remembered = 0;
    const query = (_: string, [list]: string[]) => {
      remembered += JSON.parse(list!).length;
      return hanging;
    };
    const database = { ...store.database, query: query as never };
    vi.useFakeTimers();
    const spam = createSpam({ store: { ...store, database }, clock: () => nowMs, log: () => {} });
    for (let second = 0; second < 5; second++) {
      for (let at = 0; at < 1_000; at++) {
        const one = saying(`The words ${'x'.repeat(second + 1)} of number`);
        spam.look(one, one, [], { project: 'shop', atMs: nowMs, address: '', batch: {} }).stored();
      }
      await vi.advanceTimersByTimeAsync(1_000);
    }
    vi.useRealTimers();
    answer([]);
    await spam.close();
    expect(remembered).toBe(2_000);
  });

  it('no address is stored', async () => {
    const all = await everyTable(store.database.query);
    expect(all).not.toMatch(/203\.0\.113|198\.51\.100/);
  });
});

describe('in the report', () => {
  it('it stands in the figures until somebody marks it, and the page says so', async () => {
    const { id } = saying('');
    await collector.send([{ ...saying('Cheap watches for all'), id, website: 'x' }], 'other');
    const browser = browserOf(collector);
    await browser.signIn('sam');
    const overview = visible(await browser.page('/report/p/other?period=all'));
    expect(overview).toContain('1 new submission looks like spam');
    expect(overview).toContain('n = 1');
    const page = visible(await browser.page(`/report/p/other/s/${id}`));
    expect(page).toContain('looks like spam: filled in a field that nobody sees');

    const inbox = await browser.page('/report/p/other/inbox?suspect=1');
    expect(visible(inbox)).toContain('Cheap watches for all');
    expect(inbox).toMatch(/name="suspect" value="1" checked/);
    await browser.post('/report/p/other/inbox', { id, status: 'spam', back: 'suspect=1' });
    expect(visible(await browser.page('/report/p/other?period=all'))).not.toContain('looks like spam');
    expect(visible(await browser.page('/report/p/other/inbox?status=spam&suspect=1'))).toContain(
      'Cheap watches for all',
    );
  });

  it('the filter leaves out what does not look like it', async () => {
    await collector.send([saying('An honest word about delivery')], 'other');
    const browser = browserOf(collector);
    await browser.signIn('sam');
    expect(visible(await browser.page('/report/p/other/inbox?suspect=1'))).toContain(
      'Nothing here fits these filters.',
    );
    expect(visible(await browser.page('/report/p/other/inbox'))).toContain('An honest word about delivery');
  });
});
