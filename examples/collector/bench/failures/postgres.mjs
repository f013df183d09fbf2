import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { freePort, start, until } from './processes.mjs';

const DEBIAN = '/usr/lib/postgresql';

/** The newest of Debian's servers, which are not on the PATH, else the one that is. */
const findBinaries = () => {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(DEBIAN, version, 'bin')), ...process.env.PATH.split(delimiter)];
  return folders.find((folder) =>
    ['initdb', 'postgres', 'pg_basebackup'].every((name) => existsSync(join(folder, name))),
  );
};

/** PostgreSQL refuses to run as root: then it runs as the user that its package brings along. */
const findUser = () => {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'postgres']).stdout || Number.NaN));
  return uid && gid ? { uid, gid } : undefined;
};

const binaries = findBinaries();
const user = findUser();

/** Why there is no PostgreSQL to start; undefined where there is one. */
export const whyNoPostgres = !binaries
  ? 'no PostgreSQL server is installed (apt-get install postgresql)'
  : !user
    ? 'root needs a user "postgres" to run it as'
    : undefined;

const newFolder = (folder) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user.uid) chownSync(folder, user.uid, user.gid);
  return folder;
};
const run = (program, args, cwd) => execFileSync(join(binaries, program), args, { ...user, cwd, stdio: 'pipe' });

/** A client that does not mind that its server is killed. */
export const connectTo = async (connectionString) => {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  return client;
};

export const ask = async (url, sql, params) => {
  const client = await connectTo(url);
  try {
    return (await client.query(sql, params)).rows;
  } finally {
    await client.end().catch(() => {});
  }
};

const newServer = async (data, home, settings = []) => {
  const port = await freePort();
  const url = `postgres://earshot@127.0.0.1:${port}/postgres`;
  let server;
  return {
    url,
    place: `127.0.0.1:${port}`,
    port,
    data,
    async start() {
      const args = ['-D', data, '-p', String(port), '-k', home, '-h', '127.0.0.1', ...settings];
      server = start(join(binaries, 'postgres'), args, { ...user, cwd: home });
      await until('PostgreSQL to answer', async () => {
        if (!server.isRunning()) throw new Error(`PostgreSQL ended:\n${server.output()}`);
        return ask(url, 'SELECT 1').then(
          () => true,
          () => false,
        );
      });
    },
    /** Gives back what SIGKILLs all of it at once. */
    aim: () => server.aim(),
    promote: () => run('pg_ctl', ['promote', '-D', data, '-w'], home),
    /** Ends it, and removes its folder. */
    async stop() {
      await server?.stop('SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
};

/** Makes clusters in `folder`. The first one costs an initdb, the others a copy. */
export const postgresIn = (folder) => {
  let template;
  let made = 0;
  return {
    async primary() {
      const home = newFolder(join(folder, `postgres-${++made}`));
      if (!template) {
        template = join(newFolder(join(folder, 'template')), 'data');
        run('initdb', ['-D', template, '-U', 'earshot', '-A', 'trust', '-E', 'UTF8', '--locale=C'], folder);
      }
      const data = join(home, 'data');
      execFileSync('cp', ['-a', template, data]);
      return newServer(data, home);
    },
    /** A standby of a primary that runs, which from then on commits nothing that the standby does not have on its disk. */
    async standbyOf(primary) {
      const home = newFolder(join(folder, `postgres-${++made}`));
      const data = join(home, 'data');
      const from = `host=127.0.0.1 port=${primary.port} user=earshot`;
      run('pg_basebackup', ['-d', from, '-D', data, '-X', 'stream', '-c', 'fast', '-R'], home);
      const standby = await newServer(data, home, ['-c', 'cluster_name=standby1']);
      await standby.start();
      for (const setting of [`synchronous_standby_names = 'FIRST 1 (standby1)'`, `synchronous_commit = 'on'`])
        await ask(primary.url, `ALTER SYSTEM SET ${setting}`);
      await ask(primary.url, 'SELECT pg_reload_conf()');
      await until('the standby to be synchronous', async () => {
        const rows = await ask(primary.url, `SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'`);
        return rows.length === 1;
      });
      return standby;
    },
  };
};
