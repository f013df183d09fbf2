import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export { sleep };

/** A port of the loopback address that was free a moment ago. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Resolves when `condition` holds; rejects with what it waited for when it does not within `withinMs`. */
export const until = async (what, condition, withinMs = 30_000) => {
  for (const endMs = Date.now() + withinMs; !(await condition()); await sleep(10))
    if (Date.now() > endMs) throw new Error(`waited ${withinMs / 1_000} s in vain: ${what}`);
};

const statOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
};
const isGone = (pid) => [undefined, 'Z'].includes(statOf(pid)?.state);

/** A program of this run's own; `output()` is all that it printed. */
export const start = (program, args, options = {}) => {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      text += error.message;
      resolve();
    });
    child.once('close', resolve);
  });
  return {
    child,
    ended,
    output: () => text,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return child.signalCode ?? child.exitCode;
    },
    /** Gives back what SIGKILLs it with all its children at once. Until then its children go on. */
    aim() {
      process.kill(child.pid, 'SIGSTOP'); // so that it forks no other while they are listed
      const children = readdirSync('/proc')
        .map(Number)
        .filter((pid) => pid && statOf(pid)?.parent === child.pid);
      return async () => {
        for (const pid of [child.pid, ...children]) process.kill(pid, 'SIGKILL');
        await ended;
        await until('killed processes to be gone', () => children.every(isGone));
      };
    },
  };
};
