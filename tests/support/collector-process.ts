import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ADMIN_TOKEN, type CollectorClient, collectorClient } from './collector-client';

const ENTRY = join(import.meta.dirname, '../../examples/collector/dist/main.js');

export interface CollectorProcess extends CollectorClient {
  /** SIGKILL: nothing is finished. The data stays. */
  kill(): Promise<void>;
  /** On the same port and data. */
  restart(): Promise<void>;
  /** SIGTERM, and the data folder is removed. */
  close(): Promise<void>;
}

/** The real collector as a process of its own, on a new data folder. `origins` may send for each of `projects`. */
export async function collectorProcess(projects: string[], origins: string[]): Promise<CollectorProcess> {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is missing. Run \`npm run build\` first.`);
  const data = mkdtempSync(join(tmpdir(), 'earshot-collector-'));
  // All visitors of a test come from one address; a rate limit is tested where it lives.
  const config = join(data, 'collector.json');
  writeFileSync(config, JSON.stringify({ limits: { perIpPerMinute: 0 } }));
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: join(data, 'db'),
    ADMIN_TOKEN,
    EARSHOT_CONFIG: config,
    EARSHOT_PROJECTS: JSON.stringify(Object.fromEntries(projects.map((name) => [name, { origins }]))),
    DATABASE_URL: '', // the suite's PostgreSQL is for the collector's own tests
  };
  let running = await start(env);
  // a restarted collector must stand where its pages look for it
  env.PORT = new URL(running.url).port;

  return {
    ...collectorClient(running.url),
    kill: () => stop(running.child, 'SIGKILL'),
    restart: async () => {
      await stop(running.child, 'SIGKILL');
      running = await start(env);
    },
    close: async () => {
      await stop(running.child, 'SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function start(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [ENTRY], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The collector ended with ${code} before it was ready.\n${output}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      if (line.startsWith('ready ')) resolve({ child, url: JSON.parse(line.slice('ready '.length)).url });
    });
  });
}

function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
