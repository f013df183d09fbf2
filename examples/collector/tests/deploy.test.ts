import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config';
import { openStore } from '../src/storage/store';

const DEPLOY = join(import.meta.dirname, '../../deploy');
const recipes = readdirSync(DEPLOY, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const files = recipes.flatMap((recipe) => readdirSync(join(DEPLOY, recipe)).map((file) => `${recipe}/${file}`));
const read = (file: string) => readFileSync(join(DEPLOY, file), 'utf8');
const ending = (end: string) => files.filter((file) => file.endsWith(end));

const work = mkdtempSync(join(tmpdir(), 'earshot-deploy-'));
chmodSync(work, 0o755);
afterAll(() => rmSync(work, { recursive: true, force: true }));

const run = (program: string, args: string[], as: { uid?: number; gid?: number } = {}) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd: work, ...as });
  return { there: !error, code: status, said: `${stdout ?? ''}${stderr ?? ''}` };
};
const has = (program: string, ...args: string[]) => run(program, args).there;

describe('the recipes of deployment', () => {
  it('are all in their list, and each of their files is explained in its manual', () => {
    for (const recipe of recipes) {
      expect(read('README.md')).toContain(`](${recipe})`);
      const named = read(`${recipe}/README.md`);
      for (const file of readdirSync(join(DEPLOY, recipe)))
        if (file !== 'README.md') expect(named, file).toContain(file);
    }
  });

  it('hold no secret: what stands in the place of one says that it is to be changed', () => {
    for (const file of files) {
      for (const [, password] of read(file).matchAll(/:\/\/[^\s:/@]+:([^\s@]+)@/g))
        expect(password, file).toBe('CHANGE_ME');
      for (const [, secret] of read(file).matchAll(/(?:password:|_TOKEN=)\s*(\S+)/g))
        expect(secret, file).toMatch(/^CHANGE_ME/);
      expect(read(file)).not.toContain('PRIVATE KEY');
    }
  });

  it.each(files.filter((file) => /\.env(\.example)?$/.test(file)))('%s is what the collector reads', (file) => {
    const env = parseEnv(read(file));
    const EARSHOT_CONFIG = join(DEPLOY, 'one-server/collector.json');
    const config = readConfig({ ...(!env['EARSHOT_PROJECTS'] && { EARSHOT_CONFIG }), ...env });
    expect(Object.keys(config.projects)).toEqual(['shop']);
    expect('postgres' in config.where).toBe(file !== 'laptop/collector.env');
    expect(config.where.partitions).toBe(file.startsWith('partitions/') ? 'month' : undefined);
  });

  it('of one server trust the one hop that their proxy sets, and no other', () => {
    expect(JSON.parse(read('one-server/collector.json')).proxyHops).toBe(1);
    for (const file of ending('nginx.conf')) {
      expect(read(file)).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
      expect(read(file)).not.toContain('$proxy_add_x_forwarded_for');
    }
    expect(read('one-server/Caddyfile')).not.toMatch(/^\s*trusted_proxies/m);
  });

  it('spread every table whose key has the project, and no other', async () => {
    const store = await openStore({ dataDir: join(work, 'data') });
    const rows = await store.database.query<{ name: string }>(
      `SELECT k.table_name AS name FROM information_schema.table_constraints c
       JOIN information_schema.key_column_usage k
         ON k.constraint_schema = c.constraint_schema AND k.constraint_name = c.constraint_name
       WHERE c.constraint_type = 'PRIMARY KEY' AND k.column_name = 'project' AND k.table_schema = current_schema()`,
    );
    await store.close();
    const named = [...read('partitions/citus.sql').matchAll(/_table\('(earshot_\w+)'/g)].map(([, table]) => table!);
    expect(named.sort()).toEqual(rows.map(({ name }) => name).sort());
  });
});

describe.skipIf(!has('systemd-analyze', '--version'))('units, by systemd-analyze (skipped where it is missing)', () => {
  const verify = (unit: string) => {
    const { said } = run('systemd-analyze', ['verify', '--man=no', '--recursive-errors=no', unit]);
    return said.split('\n').filter((line) => line.includes(basename(unit)));
  };

  it.each([...ending('.service'), ...ending('.timer')])('%s has nothing that systemd does not know', (file) => {
    // The program need not be here.
    const unit = join(work, basename(file));
    writeFileSync(unit, read(file).replaceAll('/usr/bin/node', process.execPath));
    expect(verify(unit)).toEqual([]);
  });

  it('a slip of the pen would be found', () => {
    const unit = join(work, 'slip.service');
    writeFileSync(unit, read('one-server/earshot.service').replace('ProtectHome', 'ProtectHouse'));
    expect(verify(unit).join()).toContain('ProtectHouse');
  });
});

describe.skipIf(!has('nats-server', '--version'))(
  'nodes of NATS, by nats-server -t (skipped where it is missing)',
  () => {
    it.each(ending('.conf').filter((file) => file.includes('/nats-')))(
      '%s is valid, and knows the two others',
      (file) => {
        const { code, said } = run('nats-server', ['-t', '-c', join(DEPLOY, file)]);
        expect(said).toContain('is valid');
        expect(code).toBe(0);
        const own = /server_name: (\S+)/.exec(read(file))![1]!;
        expect(own).toBe(basename(file, '.conf'));
        const routes = [...read(file).matchAll(/nats-route:\/\/\S+@192\.0\.2\.3(\d):6222/g)].map(
          ([, node]) => `nats-${node}`,
        );
        expect([...routes, own].sort()).toEqual(['nats-1', 'nats-2', 'nats-3']);
      },
    );

    it('a slip of the pen would be found', () => {
      const slip = join(work, 'slip.conf');
      writeFileSync(slip, read('ingest-log/nats-1.conf').replace('jetstream {', 'jetstreem {'));
      expect(run('nats-server', ['-t', '-c', slip]).code).not.toBe(0);
    });
  },
);

const DEBIAN = '/usr/lib/postgresql';
const postgres = (existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
  .map((version) => join(DEBIAN, version, 'bin/postgres'))
  .filter((program) => existsSync(program))
  .at(-1);
const idOf = (flag: string) => Number(run('id', [flag, 'postgres']).said) || undefined;
const asPostgres = process.getuid?.() === 0 ? { uid: idOf('-u')!, gid: idOf('-g')! } : {};

describe.skipIf(!postgres)('settings of PostgreSQL, by postgres -C (skipped where it is missing)', () => {
  const ask = (path: string, name: string) =>
    run(postgres!, ['-C', name, '-D', work, '-c', `config_file=${path}`], asPostgres);

  it.each(ending('.conf').filter((file) => file.includes('/postgresql.')))(
    '%s is read, each setting as it is meant',
    (file) => {
      if (asPostgres.uid) chownSync(work, asPostgres.uid, asPostgres.gid!);
      const path = join(work, basename(file));
      cpSync(join(DEPLOY, file), path);
      const settings = [...read(file).matchAll(/^(\w+) = '?([^'\n]*)'?$/gm)].map(([, name, value]) => [name!, value!]);
      expect(settings.length).toBeGreaterThan(5);
      for (const [name, value] of settings.filter(([, value]) => !/^[\d.]+\w+$/.test(value!))) {
        const { code, said } = ask(path, name!);
        expect(code, said).toBe(0);
        expect(said.split('\n')).toContain(value);
      }
    },
  );

  it('a slip of the pen would be found', () => {
    const slip = join(work, 'slip.conf');
    writeFileSync(slip, 'synchronous_comit = on\n');
    expect(ask(slip, 'fsync').code).not.toBe(0);
  });
});

describe.skipIf(!has('nginx', '-v'))('proxies, by nginx -t (skipped where it is missing)', () => {
  it.each(ending('nginx.conf'))('%s is valid but for its certificates', (file) => {
    const path = join(work, 'nginx.conf');
    writeFileSync(
      path,
      read(file)
        .replaceAll(/^\s*ssl_certificate.*$/gm, '')
        .replaceAll('443 ssl', '443'),
    );
    expect(run('nginx', ['-t', '-q', '-c', path]).said).toBe('');
  });
});

describe.skipIf(!has('caddy', 'version'))('the Caddyfile, by caddy (skipped where it is missing)', () => {
  it('is valid', () => {
    const { code, said } = run('caddy', [
      'validate',
      '--adapter',
      'caddyfile',
      '--config',
      join(DEPLOY, 'one-server/Caddyfile'),
    ]);
    expect(code, said).toBe(0);
  });
});
