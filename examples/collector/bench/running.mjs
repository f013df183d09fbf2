/** Programs that a bench starts and ends: the built collector, and a PostgreSQL of its own. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

/** Starts the built collector on a folder or a database; `more` are arguments of node. */
export const startCollector = (folder, { databaseUrl = '', schema = '', heard } = {}) => {
  const entry = join(here, '../dist/main.js');
  if (!existsSync(entry)) throw new Error(`${entry} is missing. Run "npm run build -w earshot-collector" first.`);
  const config = join(folder, 'config.json');
  writeFileSync(config, '{"projects":{"bench":{"origins":[]}},"limits":{"perIpPerMinute":0,"perProjectPerMinute":0}}');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...(heard ? ['--import', join(here, 'memory-reporter.mjs')] : []), entry], {
      env: {
        ...process.env,
        PORT: '0',
        HOST: '127.0.0.1',
        DATA_DIR: join(folder, 'data'),
        DATABASE_URL: databaseUrl,
        DATABASE_SCHEMA: databaseUrl && schema,
        EARSHOT_CONFIG: config,
        EARSHOT_PROJECTS: '',
        ADMIN_TOKEN: 'a-token-of-the-bench',
      },
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    child.once('exit', (code) => reject(new Error(`the collector ended with ${code} before it was ready`)));
    if (heard) createInterface({ input: child.stdio[3] }).on('line', (line) => heard(JSON.parse(line)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve({ child, url: JSON.parse(line.slice(6)).url });
    });
  });
};

/** Asks it to end, and waits until it has. */
export const stop = ({ child }, signal = 'SIGTERM') =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill(signal);
  });

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const DEBIAN = '/usr/lib/postgresql';

/** Where `initdb` and `postgres` are: the newest of Debian's; undefined where none is. */
export const postgresBinaries = () =>
  (existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));

/** A server of the bench's own, with its settings as they are installed: in a folder, on loopback. It refuses to run as root. */
export const startPostgres = async (folder) => {
  const bin = postgresBinaries();
  if (!bin) throw new Error('no PostgreSQL is installed here (apt-get install postgresql)');
  const asRoot = process.getuid?.() === 0;
  const idOf = (flag) => Number(spawnSync('id', [flag, 'postgres']).stdout);
  const user = asRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const home = join(folder, 'postgres');
  mkdirSync(home);
  if (asRoot) chownSync(home, user.uid, user.gid);
  const data = join(home, 'data');
  const as = { ...user, cwd: home };
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'earshot', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'], {
    ...as,
    stdio: 'pipe',
  });
  const port = await freePort();
  const child = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', home, '-h', '127.0.0.1'], {
    ...as,
    stdio: 'ignore',
  });
  for (let left = 600; ; left--) {
    if (child.exitCode !== null || !left) throw new Error('the PostgreSQL of the bench does not start');
    const ready = spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
    if (ready.status === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { child, url: `postgres://earshot@127.0.0.1:${port}/postgres` };
};

export const mainVersionOfPostgres = () => {
  const bin = postgresBinaries();
  return bin && execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).split(' ')[2]?.trim();
};
