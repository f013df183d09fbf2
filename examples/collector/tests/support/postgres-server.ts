import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../../../tests/support/free-port';

const DEBIAN = '/usr/lib/postgresql';

/** The newest of Debian's servers, which are not on the PATH, else the one that is. */
const findBinaries = (): string | undefined => {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const debian = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'));
  return [...debian, ...(process.env['PATH'] ?? '').split(delimiter)].find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
};

/** PostgreSQL refuses to run as root: then it runs as the user that its package brings along. */
const findUser = (): { uid?: number; gid?: number } | undefined => {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'postgres']).stdout || Number.NaN));
  return uid && gid ? { uid, gid } : undefined;
};

const binaries = findBinaries();
const user = findUser();

/** Why no server can be started and killed here; undefined where one can. */
export const whyNoPostgres: string | undefined = !binaries
  ? 'no PostgreSQL server is installed (apt-get install postgresql)'
  : !user
    ? 'root needs a user "postgres" to run it as'
    : existsSync('/proc/self/stat')
      ? undefined
      : 'only Linux shows, in /proc, which processes are its own';

/** State and parent of a process; undefined when it is gone. */
const statOf = (pid: number): { state: string; parent: number } | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
};

const isGone = (pid: number): boolean => {
  const state = statOf(pid)?.state;
  return state === undefined || state === 'Z'; // dead, and only not yet asked for by its parent
};

const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((other) => other && statOf(other)?.parent === pid);

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
};

export interface PostgresServer {
  /** For DATABASE_URL; the same after each start. */
  url: string;
  start(): Promise<void>;
  /**
   * SIGKILLs the postmaster and all its processes at once, right after `now`. Resolves with how many there were
   * when the last is gone.
   */
  killAll(now: () => Promise<void>): Promise<number>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/** A cluster of the test's own, which it may kill: a temporary folder, a free port, loopback only. It is not started yet. */
export const newPostgresServer = async (): Promise<PostgresServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-postgres-'));
  if (user?.uid) chownSync(folder, user.uid, user.gid!);
  const data = join(folder, 'data');
  const port = await freePort();
  const url = `postgres://earshot@127.0.0.1:${port}/postgres`;
  const as = { ...user, cwd: folder };
  const settings = ['-U', 'earshot', '-A', 'trust', '-E', 'UTF8', '--locale=C'];
  execFileSync(join(binaries!, 'initdb'), ['-D', data, ...settings], { ...as, stdio: 'pipe' });
  let server: ChildProcess | undefined;
  let output = '';

  const answers = async () => {
    if (server?.exitCode !== null) throw new Error(`PostgreSQL ended with ${server?.exitCode}:\n${output}`);
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false; // it recovers, or does not listen yet
    } finally {
      await client.end().catch(() => {});
    }
  };

  return {
    url,
    async start() {
      const where = ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1'];
      output = '';
      server = spawn(join(binaries!, 'postgres'), where, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
      server.stderr!.on('data', (chunk) => (output += chunk));
      await until(answers);
    },
    async killAll(now) {
      const postmaster = server!.pid!;
      process.kill(postmaster, 'SIGSTOP'); // so that it forks no other while its children are listed
      const pids = [postmaster, ...childrenOf(postmaster)];
      await now();
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await until(() => pids.every(isGone));
      return pids.length;
    },
    async remove() {
      if (server && !isGone(server.pid!)) {
        server.kill('SIGINT'); // fast shutdown
        await until(() => isGone(server!.pid!));
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
