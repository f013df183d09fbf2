// What `npm start` and `npm test` both need to run npm. Nothing here rejects: a failure is a result.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const MINUTE_MS = 60_000;

const canWrite = (path) => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** npm stops where it cannot write its cache, as in an account without a home. */
const environment = () => {
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm');
  if (canWrite(existsSync(cache) ? cache : dirname(cache))) return process.env;
  return { ...process.env, npm_config_cache: join(tmpdir(), `earshot-npm-${process.getuid?.()}`) };
};

/** Runs a program to its end. `code` is null when it was stopped: by a signal, or by us after `limitMs`. */
export const run = (root, command, args, { quiet, limitMs = 30 * MINUTE_MS }) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment(),
      stdio: ['ignore', ...(quiet ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', ({ message }) => resolve({ code: null, output: message }));
    child.once('close', (code) => resolve({ code, output: output.trim() }));
  });

/** Quiet: its output comes back. */
export const npm = (root, ...args) => {
  // npm gives its own path to what it starts; `node tests/run.mjs` goes by the PATH.
  const cli = process.env.npm_execpath;
  const viaNode = /\.c?js$/.test(cli ?? '');
  return run(root, viaNode ? process.execPath : 'npm', [...(viaNode ? [cli] : []), ...args], { quiet: true });
};

/** With what builds and tests, also where NODE_ENV=production or a setting of npm's would leave it out. */
export const install = (root) => npm(root, 'ci', '--include=dev', '--no-audit', '--no-fund');

const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

/** Prints what is being done, does it, and prints how long it took. */
export const step = async (what, work) => {
  const sinceMs = performance.now();
  process.stdout.write(`${what} … `);
  const result = await work();
  process.stdout.write(`${seconds(sinceMs)}\n`);
  return result;
};

/** The same for work that prints lines of its own. */
export const section = async (what, work) => {
  const sinceMs = performance.now();
  process.stdout.write(`\n${what} …\n`);
  const result = await work();
  process.stdout.write(`${what}: ${seconds(sinceMs)}\n`);
  return result;
};
