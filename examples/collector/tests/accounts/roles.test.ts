import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Role, roles } from '../../src/accounts/person';
import type { Store } from '../../src/app';
import { type TestCollector, testCollector, testStore } from '../support/collector';
import { browserOf, newAccount } from '../support/people';
import { blob, listed, PNG } from '../support/pictures';
import { record } from '../support/records';
import { visible } from '../support/report';

/** Who may, of every route of the report. A new route is a line here: which role does it need? */
const LEAST: Record<string, Role | 'anybody'> = {
  'GET /report': 'read',
  'GET /report/report.css': 'anybody',
  'GET /report/icon.svg': 'anybody',
  'GET /report/live.js': 'anybody',
  // Whoever has the token that a mail brought.
  'GET /report/unsubscribe/:token': 'anybody',
  'POST /report/unsubscribe/:token': 'anybody',
  'POST /report/sign-in': 'anybody',
  'POST /report/sign-out': 'anybody',
  'GET /report/p/:project': 'read',
  'GET /report/p/:project/figure': 'read',
  'GET /report/p/:project/s/:id': 'read',
  'GET /report/p/:project/s/:id/a/:attachment': 'read',
  'GET /report/p/:project/updates': 'read',
  'GET /report/p/:project/updates/:id': 'read',
  'GET /report/p/:project/updates/new': 'answer',
  'POST /report/p/:project/updates': 'answer',
  'GET /report/p/:project/updates/:id/edit': 'answer',
  'POST /report/p/:project/updates/:id': 'answer',
  'POST /report/p/:project/updates/:id/remove': 'answer',
  'POST /report/p/:project/updates/:id/delete': 'answer',
  'POST /report/p/:project/s/:id/updates': 'answer',
  'POST /report/p/:project/updates/:id/publish': 'admin',
  'POST /report/p/:project/updates/:id/withdraw': 'admin',
  'GET /report/p/:project/inbox': 'read',
  'POST /report/p/:project/inbox': 'answer',
  'POST /report/p/:project/inbox/read': 'read',
  'GET /report/p/:project/r/:respondent': 'read',
  'POST /report/p/:project/s/:id/state': 'answer',
  'POST /report/p/:project/s/:id/note': 'answer',
  'POST /report/p/:project/s/:id/reply': 'answer',
  'POST /report/p/:project/s/:id/again': 'answer',
  'GET /report/p/:project/volume': 'read',
  'GET /report/p/:project/live': 'read',
  'GET /report/p/:project/submissions': 'read',
  'GET /report/p/:project/themes': 'read',
  'GET /report/p/:project/themes/:id': 'read',
  'GET /report/p/:project/themes/new': 'answer',
  'GET /report/p/:project/themes/:id/edit': 'answer',
  'POST /report/p/:project/themes': 'answer',
  'POST /report/p/:project/themes/:id': 'answer',
  'POST /report/p/:project/themes/:id/delete': 'answer',
  'POST /report/p/:project/themes/:id/out': 'answer',
  'POST /report/p/:project/s/:id/themes': 'answer',
  'GET /report/p/:project/views': 'read',
  'POST /report/p/:project/views': 'answer',
  'POST /report/p/:project/views/:id/rename': 'answer',
  'POST /report/p/:project/views/:id/delete': 'answer',
  'GET /report/account': 'read',
  'GET /report/account/mails': 'read',
  'POST /report/account/mails': 'read',
  'POST /report/account/password': 'read',
  'POST /report/account/sessions': 'read',
  'GET /report/people': 'admin',
  'POST /report/people': 'admin',
  'GET /report/people/:name': 'admin',
  'POST /report/people/:name/role': 'admin',
  'POST /report/people/:name/password': 'admin',
  'POST /report/people/:name/disable': 'admin',
  'POST /report/people/:name/enable': 'admin',
  'POST /report/people/:name/delete': 'admin',
  'GET /report/log': 'admin',
};

let store: Store;
let collector: TestCollector;
const one = record({ attachments: [listed('shot', PNG)] });
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store);
  await collector.send([one]);
  await collector.attach({ record: one.id, attachment: 'shot', file: blob(PNG) });
  for (const role of roles) await newAccount(store, `the-${role}`, role);
});
afterAll(() => store.close());

/** Every route of the report, as the app knows them; what is for all paths is no route. */
const routesOf = ({ app }: TestCollector) => [
  ...new Set(
    app.routes
      .filter(({ method, path }) => path.startsWith('/report') && method !== 'ALL' && !path.endsWith('*'))
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

const VALUES: Record<string, string> = { project: 'shop', id: one.id, attachment: 'shot', name: 'no-such-account' };
const filled = (path: string) => path.replace(/:(\w+)/g, (_whole, name: string) => VALUES[name] ?? 'x');

const ask = (browser: ReturnType<typeof browserOf>, route: string, headers: Record<string, string> = {}) => {
  const [method, path] = route.split(' ') as [string, string];
  return method === 'GET' ? browser.get(filled(path)) : browser.post(filled(path), {}, headers);
};

describe('roles', () => {
  it('every route of the report says who may, here', () => {
    expect(routesOf(collector).sort()).toEqual(Object.keys(LEAST).sort());
  });

  it.each(Object.entries(LEAST))('%s is for: %s', async (route, least) => {
    const stranger = await ask(browserOf(collector), route);
    if (least === 'anybody') {
      expect([200, 303, 401, 404]).toContain(stranger.status);
      return;
    }
    expect(stranger.status).toBe(401);
    expect(await stranger.text()).not.toContain('Quick and clear.');
    for (const role of roles) {
      const browser = browserOf(collector);
      await browser.signIn(`the-${role}`);
      const response = await ask(browser, route);
      const may = roles.indexOf(role) >= roles.indexOf(least);
      if (may) {
        expect([200, 303, 400, 404]).toContain(response.status);
        // A page that stays open has no end of its own.
        await response.body?.cancel();
      } else {
        expect(response.status).toBe(403);
        const page = await response.text();
        expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
        expect(visible(page)).toContain(`This needs the role “${least}”; yours is “${role}”.`);
        expect(page).toContain('Sign out');
      }
    }
  });

  it('a form of another site changes nothing, whoever is signed in', async () => {
    const browser = browserOf(collector);
    await browser.signIn('the-admin');
    const changed = async () => [
      await store.database.query('SELECT * FROM earshot_accounts ORDER BY name'),
      await store.database.query('SELECT * FROM earshot_sessions ORDER BY token_hash'),
      await store.database.query('SELECT * FROM earshot_audit ORDER BY id'),
    ];
    const before = await changed();
    const posts = routesOf(collector).filter((route) => route.startsWith('POST'));
    expect(posts.length).toBeGreaterThan(5);
    for (const route of posts)
      for (const from of ['cross-site', 'same-site']) {
        const path = filled(route.split(' ')[1]!).replace('no-such-account', 'the-read');
        const fields = { name: 'the-new', role: 'admin', password: 'a password of theirs', sure: 'yes' };
        const response = await browser.post(path, fields, { 'Sec-Fetch-Site': from });
        expect(response.status).toBe(303);
        expect(response.headers.get('Location')).toBe('/report');
      }
    expect(await changed()).toEqual(before);
  });

  it('people and log stand in the navigation of admins only, the own name in everybody’s', async () => {
    for (const role of roles) {
      const browser = browserOf(collector);
      await browser.signIn(`the-${role}`);
      const page = await browser.page('/report/p/shop');
      for (const path of ['people', 'log']) expect(page.includes(`href="/report/${path}"`)).toBe(role === 'admin');
      expect(page).toContain('href="/report/account"');
      expect(visible(page)).toContain(`Your account: the-${role}`);
    }
    const root = browserOf(collector);
    await root.byToken();
    expect(visible(await root.page('/report/people'))).toContain('Your account: admin token');
  });

  it('the admin API knows no session, not even an admin’s', async () => {
    const browser = browserOf(collector);
    await browser.signIn('the-admin');
    expect((await browser.get('/v1/admin/submissions?project=shop')).status).toBe(401);
    expect((await browser.get('/metrics')).status).toBe(401);
  });
});
