import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { createDeadLetters, type DeadLetters } from '../../src/log/dead-letters';
import type { Entry } from '../../src/log/entry';
import { sweep } from '../../src/retention/by-age';
import { eraseRespondent } from '../../src/retention/respondent';
import { testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { asking } from '../support/inbox';
import { record, words } from '../support/records';

let store: Store;
let letters: DeadLetters;
beforeAll(async () => {
  store = await testStore();
  letters = createDeadLetters(store.database, store.hashOf);
});
afterAll(() => store.close());

const NOW_MS = Date.UTC(2026, 10, 22);
const DAY_MS = 86_400_000;
const entryOf = (text: string, receivedAtMs = NOW_MS): Entry => ({
  project: 'shop',
  receivedAtMs,
  skewMs: 0,
  signals: '',
  record: record({ answers: [words(text)] }),
});
const tables = () => everyTable(store.database.query);

describe('what was promised and cannot be stored', () => {
  it('is kept with its words and the reason, once, and shown as a number', async () => {
    const entry = entryOf('kept words');
    await letters.setAside(entry, '22P05');
    await letters.setAside(entry, '22P05');
    expect(await letters.count()).toBe(1);
    expect(await tables()).toMatch(/earshot_log_dead .*22P05.*kept words/);
    await store.erase('shop', entry.record.id);
  });

  it('is erased by its id, and does not come after its erasure (security rule 9, fault 38)', async () => {
    const entry = entryOf('erased words');
    await letters.setAside(entry, '22P05');
    await store.erase('shop', entry.record.id);
    expect(await tables()).not.toContain('erased words');
    await letters.setAside(entry, '22P05'); // it comes out of the log once more
    expect(await tables()).not.toContain('erased words');
    expect(await letters.count()).toBe(0);
  });

  it('is erased with its person and by its age, and nobody else is', async () => {
    const mine = { ...entryOf(''), record: asking('ann@shop.example', { answers: [words('words of Ann')] }) };
    const other = { ...entryOf(''), record: asking('bob@shop.example', { answers: [words('words of Bob')] }) };
    const old = entryOf('old words', NOW_MS - 31 * DAY_MS);
    for (const entry of [mine, other, old]) await letters.setAside(entry, '22P05');
    expect(await eraseRespondent(store, 'shop', { email: 'Ann@shop.example' })).toEqual({ erased: 1, userData: 0 });
    expect(await tables()).not.toContain('words of Ann');
    await sweep(store, { shop: { origins: [], retentionDays: 30 } }, NOW_MS);
    expect(await tables()).not.toContain('old words');
    expect(await tables()).toContain('words of Bob');
    await store.erase('shop', other.record.id);
  });

  it('is tried again by the next start, and stays where it is refused once more', async () => {
    const [good, bad] = [entryOf('words that fit by now'), entryOf('words that never fit')];
    for (const entry of [good, bad]) await letters.setAside(entry, '22P05');
    const insert = async ({ record: one, ...received }: Entry) =>
      one.id === bad.record.id ? { unstorable: '22P05' } : store.insert(one, received);
    expect(await letters.tryAgain(insert)).toBe(1);
    expect(await letters.count()).toBe(1);
    expect(await tables()).toMatch(/earshot_submissions .*words that fit by now/);
    expect(await tables()).not.toMatch(/earshot_log_dead .*words that fit by now/);
    await store.erase('shop', bad.record.id);
  });

  it('is erased by its id, its person and its age where it is no record but says whose it is', async () => {
    const unread = (text: string, more: object = {}) => {
      const { record: one } = entryOf(text);
      return {
        id: one.id,
        text: JSON.stringify({ v: 1, project: 'shop', record: { ...one, time: 7, ...more } }, null, 1),
      };
    };
    const byId = unread('unread by id');
    const byPerson = unread('unread by person', { respondent: { contact: { email: 'eve@shop.example' } } });
    const odd = unread('unread of nobody', { respondent: { contact: { email: 7 } } });
    const old = unread('unread and old');
    for (const { text } of [byId, byPerson, odd]) await letters.setAsideUnread(text, NOW_MS);
    await letters.setAsideUnread(old.text, NOW_MS - 31 * DAY_MS);
    await store.erase('shop', byId.id);
    await letters.setAsideUnread(byId.text, NOW_MS);
    expect(await tables()).not.toContain('unread by id');
    await eraseRespondent(store, 'shop', { email: 'eve@shop.example' });
    expect(await tables()).not.toContain('unread by person');
    await sweep(store, { shop: { origins: [], retentionDays: 30 } }, NOW_MS);
    expect(await tables()).not.toContain('unread and old');
    expect(await tables()).toContain('unread of nobody');
    await store.erase('shop', odd.id);
  });

  it('is kept for no longer than the shortest of all promises where it does not say whose it is', async () => {
    await letters.setAsideUnread('nobody knows whose words', NOW_MS - 31 * DAY_MS);
    await sweep(store, { shop: { origins: [] } }, NOW_MS);
    expect(await tables()).toContain('nobody knows whose words');
    await sweep(store, { shop: { origins: [] }, other: { origins: [], retentionDays: 30 } }, NOW_MS);
    expect(await tables()).not.toContain('nobody knows whose words');
  });

  it('is kept where it is no record at all, with characters that no database takes', async () => {
    await letters.setAsideUnread('no \0 record', NOW_MS);
    await letters.setAsideUnread('no \0 record', NOW_MS);
    expect(await letters.count()).toBe(1);
    expect(await letters.tryAgain(async () => 'accepted')).toBe(0);
  });
});
