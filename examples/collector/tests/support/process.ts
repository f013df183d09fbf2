import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const here = join(import.meta.dirname, '../..');
const ENTRY = join(here, 'dist/main.js');

/** Builds when a source is newer than what was built, so that these tests never judge an old collector. */
const build = () => {
  const newest = Math.max(
    ...[join(here, 'src'), join(here, '../../src/contract')].flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
    ),
  );
  if (!existsSync(ENTRY) || statSync(ENTRY).mtimeMs < newest)
    execFileSync(process.execPath, [join(here, 'build.mjs')], { stdio: 'pipe' });
};

export interface Running {
  child: ChildProcess;
  url: string;
  /** Everything printed so far. */
  output(): string;
  /** Sends the signal and resolves with the exit code once the process is gone. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

const spawnCollector = (env: Record<string, string | undefined>) => {
  build();
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      EARSHOT_PROJECTS: '{"shop":{"origins":["https://shop.example"]}}',
      ADMIN_TOKEN: 'a-token-of-the-tests',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { child, ended, output: () => text };
};

/** Starts the built collector and waits until it is ready. */
export const startProcess = async (env: Record<string, string | undefined>): Promise<Running> => {
  const { child, ended, output } = spawnCollector(env);
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then((code) => reject(new Error(`ended with ${code} before it was ready:\n${output()}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve((JSON.parse(line.slice(6)) as { url: string }).url);
    });
  });
  return {
    child,
    url,
    output,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
};

/** Starts it where it must refuse: its exit code and what it printed. */
export const failingStart = async (
  env: Record<string, string | undefined>,
): Promise<{ code: number | null; output: string }> => {
  const { ended, output } = spawnCollector(env);
  const code = await ended;
  return { code, output: output() };
};
