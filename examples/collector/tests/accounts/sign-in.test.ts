import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccounts } from '../../src/accounts/accounts';
import { createPasswords } from '../../src/accounts/password';
import { createSessions } from '../../src/accounts/sessions';
import type { Store } from '../../src/app';
import { CHEAP, TOKEN, testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { accountsOf, browserOf, newAccount, PASSWORD } from '../support/people';
import { visible } from '../support/report';

const DAY_MS = 86_400_000;

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

/** A collector whose clock stands until it is moved; it believes what X-Forwarded-For says. */
const stand = () => {
  const time = { nowMs: Date.now() };
  const collector = testCollector(store, { clock: () => time.nowMs, proxyHops: 1 });
  return { time, collector, accounts: accountsOf(store, () => time.nowMs) };
};

describe('signing in', () => {
  it('before the first account asks for the admin token alone, afterwards for a name, with the token at hand', async () => {
    const { collector } = stand();
    const first = visible(await (await collector.app.request('/report')).text());
    expect(first).toContain('Admin token');
    expect(first).not.toContain('Password');
    await newAccount(store, 'first', 'read');
    const later = await (await collector.app.request('/report')).text();
    expect(visible(later)).toContain('Password');
    expect(visible(later)).toContain('Sign in with the admin token');
    expect(later).not.toMatch(/<details[^>]* open/);
    const wrong = await browserOf(collector).post('/report/sign-in', { token: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toMatch(/<details[^>]* open[^>]*>.*not the admin token/s);
  });

  it('opens the report by name and password, whatever the case of the name, and keeps neither in the cookie', async () => {
    const { collector } = stand();
    await newAccount(store, 'ann@example.org', 'answer');
    const ann = browserOf(collector);
    const response = await ann.signIn(' Ann@Example.org');
    expect(response.status).toBe(303);
    const [session] = response.headers.getSetCookie();
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/report', 'Max-Age=2592000']) expect(session).toContain(part);
    expect([...ann.cookies.values()].join()).not.toMatch(/ann|four/i);
    expect(visible(await ann.page('/report/p/shop'))).toContain('ann@example.org Sign out');
    expect(
      await store.database.query(`SELECT who, target FROM earshot_audit WHERE action = 'session.started'`),
    ).toEqual([{ who: 'ann@example.org', target: 'ann@example.org' }]);
  });

  it('says the same of an unknown name, a wrong password and a disabled account', async () => {
    const { collector, accounts } = stand();
    await newAccount(store, 'off', 'read');
    await accounts.setDisabled('the tests', 'off', true);
    const pages = await Promise.all(
      [
        ['nobody', PASSWORD],
        ['first', 'another password'],
        ['off', PASSWORD],
        ['<b>', PASSWORD],
        ['', ''],
      ].map(async ([name, password]) => {
        const response = await browserOf(collector).signIn(name!, password!);
        expect(response.status).toBe(401);
        expect(response.headers.getSetCookie()).toEqual([]);
        return response.text();
      }),
    );
    expect(new Set(pages).size).toBe(1);
    expect(visible(pages[0]!)).toContain('Name and password do not belong together');
  });

  it('hashes once for a wrong password, an unknown name and a name that can be none', async () => {
    let hashes = 0;
    const passwords = createPasswords(CHEAP, async () => {
      hashes++;
      return Buffer.alloc(32);
    });
    const accounts = createAccounts({ database: store.database, passwords, clock: Date.now });
    for (const name of ['first', 'nobody', 'no name at all']) {
      hashes = 0;
      expect(await accounts.check(name, 'wrong')).toBeUndefined();
      expect(hashes).toBe(1);
    }
  });

  it('hashes a password anew where it was stored at another cost, and not over one that was set since', async () => {
    await newAccount(store, 'cheap', 'read');
    const dearer = createPasswords({ N: 32, r: 1, p: 1 });
    const accounts = createAccounts({ database: store.database, passwords: dearer, clock: Date.now });
    const stored = async () =>
      (
        await store.database.query<{ password: string }>(`SELECT password FROM earshot_accounts WHERE name = 'cheap'`)
      )[0]!.password;
    expect(await accounts.check('cheap', 'wrong')).toBeUndefined();
    expect(await stored()).toContain('ln=4');
    expect(await accounts.check('cheap', PASSWORD)).toBeDefined();
    expect(await stored()).toContain('ln=5');
    expect(await accountsOf(store).check('cheap', PASSWORD)).toBeDefined();
  });
});

describe('a session', () => {
  it('is a new one at each sign-in: a cookie that somebody else put there opens nothing (session fixation)', async () => {
    const { collector } = stand();
    await newAccount(store, 'fix', 'read');
    const fix = browserOf(collector);
    const planted = `s.${'A'.repeat(43)}`;
    fix.cookies.set('earshot_report', planted);
    await fix.signIn('fix');
    const first = fix.cookies.get('earshot_report')!;
    expect(first).toMatch(/^s\.[\w-]{43}$/);
    expect(first).not.toBe(planted);
    await fix.signIn('fix');
    const opens = async (value: string) => {
      const other = browserOf(collector);
      other.cookies.set('earshot_report', value);
      return (await other.get('/report/p/shop')).status;
    };
    expect(await opens(planted)).toBe(401);
    expect(await opens(first)).toBe(401); // ended by the second sign-in
    expect(await opens(fix.cookies.get('earshot_report')!)).toBe(200);
  });

  it('stands in no table as the cookie has it, nor does a password', async () => {
    const { collector } = stand();
    await newAccount(store, 'dump', 'read');
    const dump = browserOf(collector);
    await dump.signIn('dump');
    const tables = await everyTable(store.database.query);
    expect(tables).toContain('"dump"');
    expect(tables).not.toContain(dump.cookies.get('earshot_report')!.slice(2));
    expect(tables).not.toContain(PASSWORD);
  });

  it('ends 30 days after it was used last, and 90 days after it began', async () => {
    const { collector, time } = stand();
    await newAccount(store, 'slide', 'read');
    const slide = browserOf(collector);
    await slide.signIn('slide');
    const opened = async (days: number) => {
      time.nowMs += days * DAY_MS;
      const response = await slide.get('/report/p/shop');
      return [response.status, /Max-Age=(\d+)/.exec(response.headers.get('Set-Cookie') ?? '')?.[1]];
    };
    expect(await opened(0.5)).toEqual([200, undefined]); // put off at most once a day
    expect(await opened(29)).toEqual([200, '2592000']);
    expect(await opened(29)).toEqual([200, '2592000']);
    expect(await opened(29)).toEqual([200, String(2.5 * 86_400)]);
    expect(await opened(2.4)).toEqual([200, undefined]);
    expect(await opened(0.2)).toEqual([401, undefined]);
    await slide.signIn('slide');
    expect(await opened(30.1)).toEqual([401, undefined]);
    // The next sign-in sweeps what has ended.
    await slide.signIn('slide');
    expect(await store.database.query(`SELECT account FROM earshot_sessions WHERE account = 'slide'`)).toHaveLength(1);
  });

  it('is shared by collectors of one database, and ends in all of them', async () => {
    const [one, two] = [stand().collector, stand().collector];
    await newAccount(store, 'both', 'read');
    const both = browserOf(one);
    await both.signIn('both');
    const elsewhere = browserOf(two);
    elsewhere.cookies.set('earshot_report', both.cookies.get('earshot_report')!);
    expect((await elsewhere.get('/report/p/shop')).status).toBe(200);
    await elsewhere.post('/report/sign-out');
    expect((await both.get('/report/p/shop')).status).toBe(401);
  });

  it.each([
    ['another role', (name: string) => accountsOf(store).setRole('the tests', name, 'answer')],
    ['a new password', (name: string) => accountsOf(store).setPassword('the tests', name, 'another password')],
    ['being disabled', (name: string) => accountsOf(store).setDisabled('the tests', name, true)],
    ['being deleted', (name: string) => accountsOf(store).remove('the tests', name)],
  ])('ends with %s, also one that is being started at that moment', async (what, change) => {
    const { collector, accounts } = stand();
    const name = `ends-${what.replaceAll(' ', '-')}`;
    await newAccount(store, name, 'read');
    const somebody = browserOf(collector);
    await somebody.signIn(name);
    const checked = await accounts.check(name, PASSWORD);
    expect((await somebody.get('/report/p/shop')).status).toBe(200);
    expect(await change(name)).toBeDefined();
    expect((await somebody.get('/report/p/shop')).status).toBe(401);
    expect(await store.database.query('SELECT 1 FROM earshot_sessions WHERE account = $1', [name])).toEqual([]);
    const sessions = createSessions(store.database, Date.now);
    const { value } = await sessions.start(checked!);
    expect(await sessions.find(value)).toBeUndefined();
    // Neither does the next account of that name, nor the same one enabled again, take it over.
    if (what === 'being deleted') await newAccount(store, name, 'admin');
    await accounts.setDisabled('the tests', name, false);
    expect(await sessions.find(value)).toBeUndefined();
    expect(await sessions.count(name)).toBe(0);
  });

  it('of the admin token opens the report without a row, and is not one of an account', async () => {
    const { collector, time } = stand();
    const before = await store.database.query('SELECT 1 FROM earshot_sessions');
    const root = browserOf(collector);
    expect((await root.byToken()).status).toBe(303);
    expect(visible(await root.page('/report/account'))).toContain('admin token, which is not an account');
    expect((await root.post('/report/account/password', { old: TOKEN, password: PASSWORD })).status).toBe(400);
    expect((await root.post('/report/account/sessions')).status).toBe(400);
    expect(await store.database.query('SELECT 1 FROM earshot_sessions')).toHaveLength(before.length);
    time.nowMs += 31 * DAY_MS;
    expect((await root.get('/report/p/shop')).status).toBe(401);
  });
});

describe('one’s own account', () => {
  it('takes a new password for the old one, keeps this session and ends all others', async () => {
    const { collector, time } = stand();
    await newAccount(store, 'own', 'read');
    const [here, there] = [browserOf(collector), browserOf(collector)];
    await here.signIn('own');
    await there.signIn('own');
    expect(visible(await here.page('/report/account'))).toContain('One other session is signed in');
    const change = (old: string, password: string) => here.post('/report/account/password', { old, password });
    expect(visible(await (await change('wrong', 'a new password')).text())).toContain('not your current password');
    expect(visible(await (await change(PASSWORD, 'short')).text())).toContain('12 characters');
    expect((await there.get('/report/p/shop')).status).toBe(200);
    const changed = await change(PASSWORD, 'a new password');
    expect(changed.headers.get('Location')).toBe('/report/account?done=password');
    expect(visible(await here.page('/report/account?done=password'))).toMatch(/password is changed.*Only this one/);
    expect((await there.get('/report/p/shop')).status).toBe(401);
    expect((await there.signIn('own')).status).toBe(401);
    expect((await there.signIn('own', 'a new password')).status).toBe(303);
    // The old password is not guessed at here either.
    time.nowMs += 60_000;
    for (let at = 0; at < 5; at++) expect((await change('guess', 'a newer password')).status).toBe(400);
    expect((await change('a new password', 'a newer password')).status).toBe(429);
  });

  it('ends its other sessions and keeps this one', async () => {
    const { collector } = stand();
    await newAccount(store, 'many', 'read');
    const [here, there, too] = [browserOf(collector), browserOf(collector), browserOf(collector)];
    for (const browser of [here, there, too]) await browser.signIn('many');
    expect(visible(await here.page('/report/account'))).toContain('2 other sessions are');
    await here.post('/report/account/sessions');
    expect(visible(await here.page('/report/account?done=sessions'))).toContain('Only this one');
    for (const browser of [there, too]) expect((await browser.get('/report/p/shop')).status).toBe(401);
  });
});

describe('guessing', () => {
  it('from one address is slowed down over names and tokens together, many at once as well', async () => {
    const { collector, time } = stand();
    const from = browserOf(collector, '203.0.113.1');
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async (_, at) =>
        at % 2
          ? (await from.signIn(`guess-${at}`)).status
          : (await from.post('/report/sign-in', { token: 'guess' })).status,
      ),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    expect((await from.byToken()).status).toBe(429);
    expect((await browserOf(collector, '203.0.113.2').byToken()).status).toBe(303);
    time.nowMs += 60_000;
    expect((await from.byToken()).status).toBe(303);
  });

  it('one name from many addresses is slowed down, for everybody by seconds, and not where it has signed in before', async () => {
    const { collector, time } = stand();
    await newAccount(store, 'sought', 'read');
    await newAccount(store, 'bystander', 'read');
    const owner = browserOf(collector, '198.51.100.1');
    expect((await owner.signIn('sought')).status).toBe(303);
    await owner.post('/report/sign-out');
    const bystander = browserOf(collector, '198.51.100.2');
    await bystander.signIn('bystander');
    const guess = (at: number) => browserOf(collector, `192.0.2.${at}`).signIn('Sought', `guess ${at}`);
    for (let at = 0; at < 5; at++) expect((await guess(at)).status).toBe(401);
    const refused = await guess(5);
    expect(refused.status).toBe(429);
    const waitS = Number(refused.headers.get('Retry-After'));
    expect(waitS).toBeGreaterThan(0);
    expect(waitS).toBeLessThanOrEqual(12);
    // The right password does not pass either, from a browser that nobody knows; that of another name is of no use.
    expect((await browserOf(collector, '198.51.100.3').signIn('sought')).status).toBe(429);
    expect((await bystander.signIn('sought')).status).toBe(429);
    expect((await owner.signIn('sought')).status).toBe(303);
    expect((await browserOf(collector, '198.51.100.3').signIn('bystander')).status).toBe(303);
    // Its own tries are counted, too.
    for (let at = 0; at < 5; at++) expect((await owner.signIn('sought', 'wrong')).status).toBe(401);
    expect((await owner.signIn('sought')).status).toBe(429);
    time.nowMs += 12_000;
    expect((await browserOf(collector, '198.51.100.3').signIn('sought')).status).toBe(303);
  });

  it('who knows the password may sign in as often as they like', async () => {
    const { collector } = stand();
    await newAccount(store, 'often', 'read');
    const often = browserOf(collector);
    for (let at = 0; at < 30; at++) expect((await often.signIn('often')).status).toBe(303);
  });

  it('the log of the process says nothing of names, and a lost database is no wrong password', async () => {
    await newAccount(store, 'lost', 'read');
    const query = () => Promise.reject(Object.assign(new Error('lost'), { code: '57P01' }));
    const broken = testCollector({ ...store, database: { ...store.database, query } });
    const lost = browserOf(broken);
    for (let at = 0; at < 10; at++) expect((await lost.signIn('lost')).status).toBe(503);
    expect((await lost.get('/report')).status).toBe(401); // no cookie, and so no question
    lost.cookies.set('earshot_report', `s.${'A'.repeat(43)}`);
    expect((await lost.get('/report')).status).toBe(503);
    expect((await lost.byToken()).status).toBe(303);
    expect(new Set(broken.logged)).toEqual(new Set(['report: 57P01']));
  });
});
