import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, auditErasure, readAudit } from '../../src/accounts/audit';
import type { Store } from '../../src/app';
import { readViews, saveView } from '../../src/views/views';
import { type TestCollector, TOKEN, testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { accountsOf, browserOf, newAccount, PASSWORD } from '../support/people';
import { newId, record, words } from '../support/records';
import { visible } from '../support/report';

let store: Store;
let collector: TestCollector;
let root: ReturnType<typeof browserOf>;
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store);
  root = browserOf(collector);
  await root.byToken();
});
afterAll(() => store.close());

/** What the log says of an account, oldest first. */
const logOf = async (name: string) => {
  const { rows } = await readAudit(store.database, { limit: 1_000 });
  return rows
    .filter(({ target }) => target === name)
    .map(({ who, action, detail }) => [who, action, detail].filter(Boolean).join(' | '))
    .reverse();
};

const roleOf = async (name: string) => (await accountsOf(store).find(name))?.role;

describe('people', () => {
  it('are added with a password that is made and shown once, and sign in with it', async () => {
    const added = await root.post('/report/people', { name: 'Mia', role: 'answer', password: '' });
    expect(added.status).toBe(200);
    expect(added.headers.get('Cache-Control')).toBe('no-store');
    const password = /<code class="secret">([^<]+)<\/code>/.exec(await added.text())![1]!;
    expect((await browserOf(collector).signIn('mia', password)).status).toBe(303);
    expect(await root.page('/report/people')).not.toContain(password);
    expect(visible(await root.page('/report/people'))).toMatch(/mia answer \d/);
    expect(await everyTable(store.database.query)).not.toContain(password);
  });

  it('are added with a password that was typed, which is not shown', async () => {
    const added = await root.post('/report/people', { name: 'typed', role: 'read', password: PASSWORD });
    expect(added.headers.get('Location')).toBe('/report/people');
    expect((await browserOf(collector).signIn('typed')).status).toBe(303);
  });

  it.each([
    [{ name: '"><b>', role: 'read', password: '' }, 'A name is 1 to 64'],
    [{ name: '..', role: 'read', password: '' }, 'A name is 1 to 64'],
    [{ name: 'typed', role: 'read', password: '' }, 'There is an account typed already'],
    [{ name: 'TYPED', role: 'read', password: '' }, 'There is an account typed already'],
    [{ name: 'new', role: 'root', password: '' }, 'Choose a role'],
    [{ name: 'new', role: '', password: '' }, 'Choose a role'],
    [{ name: 'new', role: 'read', password: 'short' }, '12 characters or more'],
  ])('are not added as %j, and the page says why', async (fields, why) => {
    const refused = await root.post('/report/people', fields);
    expect(refused.status).toBe(400);
    const page = await refused.text();
    expect(visible(page)).toContain(why);
    expect(page).not.toContain('"><b>');
    expect(await roleOf('new')).toBeUndefined();
  });

  it('change by an admin, and each change is in the log with who made it and none with a password', async () => {
    await newAccount(store, 'boss', 'admin');
    await newAccount(store, 'kim', 'read');
    const boss = browserOf(collector);
    await boss.signIn('boss');
    const to = (what: string, fields: Record<string, string> = {}) => boss.post(`/report/people/kim/${what}`, fields);
    expect((await to('role', { role: 'answer' })).headers.get('Location')).toBe('/report/people/kim');
    expect(await roleOf('kim')).toBe('answer');
    await to('role', { role: 'answer' }); // changes nothing, and so is no change
    expect((await to('role', { role: 'none' })).status).toBe(400);
    await to('disable');
    expect((await browserOf(collector).signIn('kim')).status).toBe(401);
    expect(visible(await boss.page('/report/people/kim'))).toContain('kim may not sign in');
    await to('enable');
    expect((await to('password', { password: 'too short' })).status).toBe(400);
    const reset = await (await to('password')).text();
    const made = /<code class="secret">([^<]+)<\/code>/.exec(reset)![1]!;
    await to('password', { password: 'one that was typed' });
    const kim = browserOf(collector);
    expect((await kim.signIn('kim', made)).status).toBe(401);
    expect((await kim.signIn('kim', 'one that was typed')).status).toBe(303);
    await kim.post('/report/account/password', { old: 'one that was typed', password: 'of my own choice' });
    await kim.post('/report/account/sessions');
    expect((await to('delete')).status).toBe(400);
    expect(await roleOf('kim')).toBe('answer');
    expect((await to('delete', { sure: 'yes' })).headers.get('Location')).toBe('/report/people');
    expect(await roleOf('kim')).toBeUndefined();
    expect((await kim.get('/report')).status).toBe(401);
    expect((await boss.get('/report/people/kim')).status).toBe(404);
    expect((await to('enable')).status).toBe(404);
    expect(await logOf('kim')).toEqual([
      'the tests | account.made | read',
      'boss | account.role | now answer',
      'boss | account.disabled',
      'boss | account.enabled',
      'boss | account.password',
      'boss | account.password',
      'kim | session.started',
      'kim | account.password_own',
      'kim | session.ended_others',
      'boss | account.deleted',
    ]);
    const tables = await everyTable(store.database.query);
    for (const password of [made, 'one that was typed', 'of my own choice']) expect(tables).not.toContain(password);
  });

  it('leave no saved view to the next one of their name', async () => {
    await newAccount(store, 'ron', 'answer');
    const person = { name: 'ron', role: 'answer' } as const;
    const saved = { name: 'Mine', path: 'inbox', own: true };
    expect(await saveView(store.database, 'shop', saved, { person, nowMs: 0 })).toBe('saved');
    await accountsOf(store).remove('the tests', 'ron');
    expect(await readViews(store.database, 'shop', person)).toEqual([]);
  });

  it('the last admin may go: the admin token opens the report as before', async () => {
    for (const { name } of await accountsOf(store).list()) await accountsOf(store).remove('the tests', name);
    await newAccount(store, 'last', 'admin');
    const last = browserOf(collector);
    await last.signIn('last');
    expect((await last.post('/report/people/last/delete', { sure: 'yes' })).status).toBe(303);
    expect((await last.get('/report/people')).status).toBe(401);
    expect(visible(await root.page('/report/people'))).toContain('Nobody has an account yet');
    expect((await root.post('/report/people', { name: 'next', role: 'admin', password: '' })).status).toBe(200);
    expect(await logOf('next')).toEqual(['admin token | account.made | admin']);
  });

  it('a change and its row in the log are one transaction: neither is there without the other', async () => {
    const accounts = accountsOf({
      ...store,
      database: {
        ...store.database,
        transaction: (work) =>
          store.database.transaction((query) =>
            work((sql, params) =>
              sql.includes('earshot_audit') ? Promise.reject(new Error('no room for the log')) : query(sql, params),
            ),
          ),
      },
    });
    await expect(accounts.add('x', { name: 'torn', role: 'admin', password: PASSWORD })).rejects.toThrow('no room');
    expect(await roleOf('torn')).toBeUndefined();
  });
});

describe('the log', () => {
  it('is read page by page, newest first, none twice, none left out, and by person and by what was done', async () => {
    const { database } = store;
    const atMs = Date.now() + 60_000;
    for (let at = 0; at < 120; at++)
      await audit(database.query, {
        // Several in one millisecond.
        atMs: atMs + Math.floor(at / 50),
        who: at % 3 ? 'pager' : 'other pager',
        action: at % 2 ? 'account.role' : 'account.enabled',
        target: `row-${String(at).padStart(3, '0')}`,
      });
    const through = async (path: string) => {
      const seen: string[] = [];
      for (let next: string | undefined = path; next; ) {
        const page: string = await root.page(next);
        seen.push(...[...page.matchAll(/row-(\d{3})/g)].map((match) => match[1]!));
        next = /href="([^"]*)" rel="next"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
      }
      return seen.map(Number);
    };
    const all = Array.from({ length: 120 }, (_, at) => 119 - at);
    expect(await through('/report/log')).toEqual(all);
    expect(await through('/report/log?who=pager')).toEqual(all.filter((at) => at % 3));
    expect(await through('/report/log?who=pager&action=account.role')).toEqual(all.filter((at) => at % 3 && at % 2));
    const nobody = await root.page('/report/log?who=nobody');
    expect(visible(nobody)).toContain('Nothing of this was done yet');
    expect(nobody).toContain('<option value="nobody" selected>');
    for (const query of ['who=%00', 'action=%00', 'before=%00', `before=${'f'.repeat(300)}`, 'who=%27%22%3Cb%3E'])
      expect(await root.page(`/report/log?${query}`)).not.toContain('<b>');
  });

  it('names a submission while it is there, and once it is erased only by a keyed hash', async () => {
    const { database } = store;
    const one = record({ answers: [words('words that the log never has')] });
    await collector.send([one]);
    const entry = { atMs: Date.now() + 120_000, who: 'ann', action: 'submission.erased', project: 'shop' } as const;
    const newest = async () => (await readAudit(database, { limit: 1 })).rows[0]!;
    await audit(database.query, { ...entry, target: one.id, detail: 'a first try' });
    expect((await newest()).target).toBe(one.id);
    expect(await root.page('/report/log')).toContain(`href="/report/p/shop/s/${one.id}"`);
    expect(await store.erase('shop', one.id, auditErasure({ ...entry, atMs: entry.atMs + 1 }))).toBe(true);
    const { rows } = await readAudit(database, { limit: 2 });
    expect(rows.map(({ target }) => target)).toEqual([expect.stringMatching(/^[\w-]{32}$/), '']);
    const tables = await everyTable(database.query);
    expect(tables).not.toContain(one.id);
    expect(tables).not.toContain('words that the log never has');
    expect(visible(await root.page('/report/log'))).toContain('a submission that is erased by now');
    // Written after the erasure it does not come back, and erasing what is gone is no row.
    await audit(database.query, { ...entry, atMs: entry.atMs + 2, target: one.id });
    expect((await newest()).target).toBe('');
    expect(await store.erase('shop', one.id, auditErasure({ ...entry, atMs: entry.atMs + 3 }))).toBe(false);
    expect((await newest()).at).toBe(new Date(entry.atMs + 2).toISOString());
    expect(await everyTable(database.query)).not.toContain(one.id);
  });

  it('refuses an id where no erasure would look for it', async () => {
    const entry = { atMs: 0, who: 'ann', action: 'account.role', target: 'x', detail: `of ${newId()}` } as const;
    await expect(audit(store.database.query, entry)).rejects.toThrow('belongs in target');
  });

  it('has the erasures of the admin API', async () => {
    const one = record();
    await collector.send([one]);
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const path = `/v1/admin/submissions/${one.id}?project=shop`;
    const erase = async () => (await collector.app.request(path, { method: 'DELETE', headers })).json();
    const count = async () =>
      (await readAudit(store.database, { who: 'admin API', action: 'submission.erased', limit: 10 })).rows.length;
    expect(await erase()).toEqual({ erased: true });
    expect(await count()).toBe(1);
    expect(await erase()).toEqual({ erased: false });
    expect(await count()).toBe(1);
  });

  it('that of the process says nothing of anybody', () => {
    expect(collector.logged).toEqual([]);
  });
});

describe.runIf(process.env['TEST_DATABASE_URL'])('two collectors', () => {
  it('an erasure waits for a row that is being written about its submission, and forgets it', async () => {
    const one = record();
    await collector.send([one]);
    let erased: Promise<boolean> | undefined;
    await store.database.transaction(async (query) => {
      await audit(query, {
        atMs: Date.now(),
        who: 'ann',
        action: 'submission.erased',
        target: one.id,
        project: 'shop',
      });
      erased = store.erase('shop', one.id);
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM earshot_submissions%'`;
      await expect.poll(() => store.database.query(waiting)).not.toHaveLength(0);
    });
    expect(await erased).toBe(true);
    expect(await everyTable(store.database.query)).not.toContain(one.id);
  });
});
