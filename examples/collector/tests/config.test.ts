import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config';

const base = mkdtempSync(join(tmpdir(), 'earshot-config-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const file = (content: unknown): string => {
  const path = join(base, `${Math.random()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const EARSHOT_PROJECTS = '{"shop":{"origins":["https://shop.example"]}}';

describe('settings', () => {
  it('have defaults: loopback, 8787, a folder beside the process', () => {
    expect(readConfig({ EARSHOT_PROJECTS })).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      where: { dataDir: './.earshot' },
      projects: { shop: { origins: ['https://shop.example'] } },
      limits: {
        maxBodyBytes: 262_144,
        maxDepth: 12,
        maxWaitingBytes: 33_554_432,
        perIpPerMinute: 1_200,
        attachmentsPerIpPerMinute: 120,
        attachmentsAtOncePerIp: 8,
        maxArrivalMs: 60_000,
        perProjectPerMinute: 60_000,
      },
      proxyHops: 0,
      adminToken: undefined,
      metricsToken: undefined,
    });
  });

  it('come from the file that EARSHOT_CONFIG names; EARSHOT_PROJECTS wins', () => {
    const path = file({ projects: { other: { origins: ['*'] } }, limits: { perIpPerMinute: 0 }, proxyHops: 1 });
    expect(readConfig({ EARSHOT_CONFIG: path })).toMatchObject({
      projects: { other: {} },
      limits: { perIpPerMinute: 0 },
      proxyHops: 1,
    });
    expect(Object.keys(readConfig({ EARSHOT_CONFIG: path, EARSHOT_PROJECTS }).projects)).toEqual(['shop']);
  });

  it.each(['https://shop.example', 'http://localhost:8080', 'null', '*', 'capacitor://localhost', 'http://[::1]:3000'])(
    'take %s for an origin',
    (origin) => {
      const projects = JSON.stringify({ shop: { origins: [origin] } });
      expect(readConfig({ EARSHOT_PROJECTS: projects }).projects['shop']!.origins).toEqual([origin]);
    },
  );
});

describe('a wrong setting is named by its path', () => {
  const projects = (value: unknown) => ({ EARSHOT_PROJECTS: JSON.stringify(value) });
  it.each([
    ['no JSON', { EARSHOT_PROJECTS: '{shop}' }, 'EARSHOT_PROJECTS is not JSON'],
    ['a list', projects([]), 'EARSHOT_PROJECTS must be an object'],
    ['no project', projects({}), 'EARSHOT_PROJECTS names no project'],
    ['a bad name', projects({ 'my shop': { origins: [] } }), 'EARSHOT_PROJECTS.my shop'],
    ['no origins', projects({ shop: {} }), 'EARSHOT_PROJECTS.shop.origins must be a list'],
    [
      'a path in an origin',
      projects({ shop: { origins: ['*', 'https://shop.example/'] } }),
      'EARSHOT_PROJECTS.shop.origins[1]',
    ],
    ['an upper-case origin', projects({ shop: { origins: ['https://Shop.example'] } }), 'origins[0]'],
    ['a default port', projects({ shop: { origins: ['https://shop.example:443'] } }), 'origins[0]'],
    ['a host alone', projects({ shop: { origins: ['shop.example'] } }), 'origins[0]'],
    ['a number', projects({ shop: { origins: [7] } }), 'origins[0]'],
    ['a typo', projects({ shop: { origin: [] } }), 'EARSHOT_PROJECTS.shop.origin is unknown'],
    ['a port of words', { EARSHOT_PROJECTS, PORT: 'http' }, 'PORT: "http" must be a whole number'],
    ['a token that can be guessed', { EARSHOT_PROJECTS, ADMIN_TOKEN: 'secret' }, 'ADMIN_TOKEN needs 16 characters'],
    ['a metrics token, too', { EARSHOT_PROJECTS, METRICS_TOKEN: 'secret' }, 'METRICS_TOKEN needs 16 characters'],
    [
      'a token that no form takes',
      { EARSHOT_PROJECTS, ADMIN_TOKEN: 'x'.repeat(201) },
      'ADMIN_TOKEN has 201 characters',
    ],
    ['a port too high', { EARSHOT_PROJECTS, PORT: '70000' }, 'from 0 to 65535'],
    [
      'an address with a path',
      { EARSHOT_PROJECTS, PUBLIC_URL: 'https://a.example/report' },
      'PUBLIC_URL: "https://a.example/report"',
    ],
    [
      'no address in the file',
      { EARSHOT_PROJECTS, EARSHOT_CONFIG: file({ publicUrl: 'a.example' }) },
      'publicUrl: "a.example" is no address',
    ],
    ['another database', { EARSHOT_PROJECTS, DATABASE_URL: 'mysql://x' }, 'postgres://'],
    ['a missing file', { EARSHOT_CONFIG: '/no/such/file.json' }, '/no/such/file.json cannot be read (ENOENT)'],
    ['a broken file', { EARSHOT_CONFIG: file('{') }, 'is not JSON'],
    [
      'an unknown limit',
      { EARSHOT_PROJECTS, EARSHOT_CONFIG: file({ limits: { maxBody: 1 } }) },
      'limits.maxBody is unknown',
    ],
    [
      'a negative limit',
      { EARSHOT_PROJECTS, EARSHOT_CONFIG: file({ limits: { perIpPerMinute: -1 } }) },
      'limits.perIpPerMinute',
    ],
  ])('%s', (_name, env: Record<string, string>, part) => {
    expect(() => readConfig(env)).toThrow(part);
  });
});
