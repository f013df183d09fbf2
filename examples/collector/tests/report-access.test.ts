import { describe, expect, it } from 'vitest';
import { TOKEN } from './support/collector';
import { record, words } from './support/records';
import { useReport } from './support/report';

const { newProject, collector: collectorWith } = useReport();

describe('only signed-in people read the report (security rule 7)', () => {
  it('without a session every page asks for the token and shows nothing', async () => {
    const { name, collector } = await newProject([record({ answers: [words('for the team only')] })]);
    const stored = await collector.rows(name);
    for (const path of ['/report', `/report/p/${name}`, `/report/p/${name}/s/${stored[0]!.record.id}`]) {
      const response = await collector.app.request(path);
      expect(response.status).toBe(401);
      const page = await response.text();
      expect(page).toContain('Admin token');
      expect(page).not.toContain('for the team only');
      expect(page).not.toContain(name);
    }
  });

  it('the printed address sets an HttpOnly, SameSite=Lax cookie and leaves the token behind', async () => {
    const { signIn, get, name } = await newProject();
    const response = await signIn();
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/report');
    const cookie = response.headers.get('Set-Cookie')!;
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain('Path=/report');
    expect(cookie).not.toContain(TOKEN);
    expect((await get('/report')).headers.get('Location')).toBe(`/report/p/${name}`);
  });

  it('a link from elsewhere changes nothing, and a form from elsewhere neither signs out nor tries tokens', async () => {
    const { collector, name } = await newProject([record()]);
    const post = (path: string, from: string | undefined, body = '') =>
      collector.app.request(path, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...(from && { 'Sec-Fetch-Site': from }) },
      });
    for (const from of ['cross-site', 'same-site']) {
      expect((await post('/report/sign-out', from)).headers.get('Set-Cookie')).toBeNull();
      expect((await post('/report/sign-in', from, `token=${TOKEN}`)).headers.get('Set-Cookie')).toBeNull();
    }
    for (const from of ['same-origin', 'none', undefined]) {
      expect((await post('/report/sign-out', from)).headers.get('Set-Cookie')).toContain('Max-Age=0');
      expect((await post('/report/sign-in', from, `token=${TOKEN}`)).headers.get('Set-Cookie')).toContain(
        'Max-Age=2592000',
      );
    }
    // The cookie opens nothing that changes: those routes of the admin API know only the token.
    const cookie = (await post('/report/sign-in', undefined, `token=${TOKEN}`)).headers
      .get('Set-Cookie')!
      .split(';')[0]!;
    const [stored] = await collector.rows(name);
    const path = `/v1/admin/submissions/${stored!.record.id}?project=${name}`;
    expect((await collector.app.request(path, { method: 'DELETE', headers: { Cookie: cookie } })).status).toBe(401);
    expect(await collector.rows(name)).toHaveLength(1);
  });

  it('the longest token that may be set signs in by the form and by an address', async () => {
    const adminToken = `${'+&=# /'.repeat(33)}ab`;
    expect(adminToken).toHaveLength(200);
    const { app } = collectorWith({ adminToken });
    const body = new URLSearchParams({ token: adminToken });
    expect((await app.request('/report/sign-in', { method: 'POST', body })).status).toBe(303);
    expect((await app.request(`/report?token=${encodeURIComponent(adminToken)}`)).status).toBe(303);
    expect(() => collectorWith({ adminToken: `${adminToken}c` })).toThrow('201 characters');
    // Anybody may send this form: a huge one is not read.
    const huge = new URLSearchParams({ token: 'x'.repeat(1_000_000) });
    expect((await app.request('/report/sign-in', { method: 'POST', body: huge })).status).toBe(401);
  });

  it('a wrong token, a forged and an expired session stay outside', async () => {
    let nowMs = Date.now();
    const { collector, name, signIn, get } = await newProject([], () => nowMs);
    expect((await collector.app.request('/report?token=wrong')).status).toBe(401);
    const forged = { headers: { Cookie: `earshot_report=${nowMs + 1e12}.${'A'.repeat(43)}` } };
    expect((await collector.app.request(`/report/p/${name}`, forged)).status).toBe(401);
    await signIn();
    expect((await get(`/report/p/${name}`)).status).toBe(200);
    nowMs += 31 * 86_400_000;
    expect((await get(`/report/p/${name}`)).status).toBe(401);
  });

  it('pictures of another site’s page do not spend an address’s tries', async () => {
    const { collector } = await newProject();
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image' };
    for (let at = 0; at < 25; at++)
      expect((await collector.app.request('/report?token=guess', { headers })).status).toBe(401);
    expect((await collector.app.request(`/report?token=${TOKEN}`)).status).toBe(303);
  });

  it('guessing is slowed down', async () => {
    const { collector } = await newProject();
    const statuses = await Promise.all(
      Array.from({ length: 25 }, async () => (await collector.app.request('/report?token=guess')).status),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it('guessing is slowed down over all doors together, and using the right token is not', async () => {
    let nowMs = Date.now();
    const { collector } = await newProject([], () => nowMs);
    const admin = async (token: string) => {
      const headers = { Authorization: `Bearer ${token}` };
      return collector.app.request('/v1/admin/counters', { headers });
    };
    for (let at = 0; at < 50; at++) expect((await admin(TOKEN)).status).toBe(200);
    for (let at = 0; at < 19; at++) expect((await admin('guess')).status).toBe(401);
    expect((await collector.app.request('/report?token=guess')).status).toBe(401);
    const refused = await admin('guess');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await collector.app.request(`/report?token=${TOKEN}`)).status).toBe(429);
    nowMs += 60_000;
    expect((await admin(TOKEN)).status).toBe(200);
  });

  it.each(['', 'short'])('the token "%s" opens nothing: there is no collector with it', (adminToken) => {
    expect(() => collectorWith({ adminToken })).toThrow('16 characters');
  });

  it.each(['/report', '/report/nothing', '/report/report.css', '/report?token=wrong'])(
    '%s carries the strict headers',
    async (path) => {
      const { collector } = await newProject();
      const { headers } = await collector.app.request(path);
      const policy = headers.get('Content-Security-Policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toContain('script-src');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    },
  );
});
