import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Demo, run, startDemo } from '../../support/demo-process';

const folder = mkdtempSync(join(tmpdir(), 'earshot-start-'));
const start = (env: object) => run(process.execPath, ['examples/start.mjs'], { PORT: '0', ...env });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm start', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo({ PORT: '0', DATA_DIR: join(folder, 'data') });
  });
  afterAll(() => demo?.stop());

  const get = (path: string, init?: RequestInit) => fetch(`${demo.url}${path}`, init);

  test('serves the shop in both languages under a strict policy', async () => {
    for (const [path, lang] of [
      ['/', 'en'],
      ['/ko/', 'ko'],
      ['/products/tea-bowl/', 'en'],
    ] as const) {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toContain("trusted-types 'none'");
      expect(await answer.text()).toContain(`<html lang="${lang}">`);
    }
    expect((await get('/no-such-page')).status).toBe(404);
  });

  test('serves the built files to any origin, the hashed ones for ever', async () => {
    const loader = await get('/earshot/earshot.js');
    expect(loader.headers.get('access-control-allow-origin')).toBe('*');
    expect(loader.headers.get('cache-control')).toMatch(/max-age=\d+$/);
    const chunk = /"(start\.[\w-]+\.js)"|(start\.[\w-]+\.js)/.exec(await loader.text())?.[0].replaceAll('"', '');
    const answer = await get(`/earshot/chunks/${chunk}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });

  test.each(['/earshot/%2e%2e/package.json', '/earshot/..%2fpackage.json', '/shop/%00', '/shop/%E0%A4%A', '/earshot/'])(
    'gives nothing away outside of its folders: %s',
    async (path) => expect((await get(path)).status).toBe(404),
  );

  test('signs in to the report by the printed address alone', async () => {
    expect((await get('/report', { redirect: 'manual' })).status).not.toBe(200);
    const signIn = await fetch(demo.report, { redirect: 'manual' });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect([302, 303]).toContain(signIn.status);
    expect(signIn.headers.get('location')).not.toContain(demo.token);
    const report = await get('/report', { headers: { cookie } });
    expect(report.status).toBe(200);
    expect(report.headers.get('content-type')).toContain('text/html');
  });

  test('lets only the shop itself hang up on submissions', async () => {
    expect((await get('/demo/outage', { method: 'POST' })).status).toBe(403);
  });

  test('says that the port is taken, and by which word to choose another', async () => {
    const { port } = new URL(demo.url);
    const { code, output } = await start({ PORT: port, DATA_DIR: join(folder, 'other') });
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is taken`);
    expect(output).toContain(`PORT=${Number(port) + 1} npm start`);
    expect(output).not.toMatch(/^ +at /m);
  });

  test('says that another process holds the data folder', async () => {
    const { code, output } = await start({ DATA_DIR: join(folder, 'data') });
    expect(code).toBe(1);
    expect(output).toContain('is in use by another collector');
    expect(output).not.toMatch(/^ +at /m);
  });

  test('keeps the report’s token for the next start, and ends by Ctrl-C with 0', async () => {
    expect(await demo.stop('SIGINT')).toBe(0);
    const again = await startDemo({ PORT: '0', DATA_DIR: join(folder, 'data') });
    expect(again.token).toBe(demo.token);
    expect(await again.stop('SIGTERM')).toBe(0);
  });
});

describe('npm start that cannot', () => {
  test('says that the folder cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, output } = await start({ DATA_DIR: join(folder, 'file', 'data') });
    expect(code).toBe(1);
    expect(output).toContain('cannot be written');
    expect(output).not.toMatch(/^ +at /m);
  });

  test('says that the database does not answer, without its password', async () => {
    const probe = createServer();
    const port = await new Promise<number>((resolve) =>
      probe.listen(0, '127.0.0.1', () => resolve((probe.address() as { port: number }).port)),
    );
    await new Promise((done) => probe.close(done));
    const { code, output } = await start({ DATABASE_URL: `postgres://me:geheim@127.0.0.1:${port}/feedback` });
    expect(code).toBe(1);
    expect(output).toContain(`127.0.0.1:${port}`);
    expect(output).toContain('DATABASE_URL');
    expect(output).not.toContain('geheim');
    expect(output).not.toMatch(/^ +at /m);
  });

  test('says that a port is no number', async () => {
    const { code, output } = await start({ PORT: 'eight' });
    expect(code).toBe(1);
    expect(output).toContain('PORT');
    expect(output).not.toMatch(/^ +at /m);
  });
});
