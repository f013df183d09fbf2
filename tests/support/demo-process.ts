import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Row } from './collector-client';

const ROOT = join(import.meta.dirname, '../..');

export interface Demo {
  /** `http://127.0.0.1:port`, without a slash. */
  url: string;
  /** The report's address as it was printed. */
  report: string;
  /** The admin token inside it. */
  token: string;
  /** What the database holds for the shop, oldest first, by the admin API. */
  rows(): Promise<Row[]>;
  /** HTML of the report, by the printed address alone: it sets a cookie and leads on. */
  readReport(): Promise<string>;
  /** Everything printed so far. */
  output(): string;
  /** Sends a signal and resolves with the exit code, null when the signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Environment without what the suite sets for others: its database, its admin token, npm's own variables. */
const plainEnv = (): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _, ADMIN_TOKEN: __, DATA_DIR: ___, PORT: ____, ...rest } = process.env;
  return rest;
};

/** Runs a command to its end: its exit code and everything it printed. */
export const run = (command: string, args: string[], env: object = {}, cwd = ROOT) =>
  new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...plainEnv(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });

/** Starts the demo as `npm start` does, and waits until it printed the report's address. Rejects when it ends before. */
export const startDemo = (env: object, { cwd = ROOT, command = [process.execPath, 'examples/start.mjs'] } = {}) =>
  new Promise<Demo>((resolve, reject) => {
    const [file = '', ...args] = command;
    // A group of its own: `npm start` has children, and a signal as from Ctrl-C reaches all of them.
    const child: ChildProcess = spawn(file, args, { cwd, env: { ...plainEnv(), ...env }, detached: true });
    let output = '';
    const ended = new Promise<number | null>((done) => child.once('close', done));
    const hear = (chunk: Buffer) => {
      output += chunk;
      const report = /^ *Report +(\S+)$/m.exec(output)?.[1];
      if (!report) return;
      const { origin, searchParams } = new URL(report);
      resolve({
        url: origin,
        report,
        token: searchParams.get('token') ?? '',
        output: () => output,
        async readReport() {
          const signIn = await fetch(report, { redirect: 'manual' });
          const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
          const answer = await fetch(new URL(signIn.headers.get('location') ?? '', report), { headers: { cookie } });
          if (!answer.ok) throw new Error(`The report answered ${signIn.status}, then ${answer.status}`);
          return answer.text();
        },
        async rows() {
          const headers = { authorization: `Bearer ${searchParams.get('token')}` };
          const answer = await fetch(`${origin}/v1/admin/submissions?project=shop&limit=1000`, { headers });
          return ((await answer.json()) as { submissions: Row[] }).submissions;
        },
        stop(signal = 'SIGINT') {
          if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, signal);
          return ended;
        },
      });
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('error', reject);
    ended.then((code) => reject(new Error(`The demo ended with ${code} before it was ready.\n${output}`)));
  });
