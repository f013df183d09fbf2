import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../free-port';

const HOST = join(import.meta.dirname, 'host.py');
const START_MS = 30_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One display for all browsers of this process: it ends with the process. `xvfb-run -a` was seen to fail. */
let display: Promise<string> | undefined;
const aDisplay = () =>
  (display ??= new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    child.on('error', () => reject(new Error('Xvfb is missing: apt-get install xvfb')));
    (child.stdio[3] as unknown as NodeJS.ReadableStream).once('data', (text) => resolve(`:${String(text).trim()}`));
    process.once('exit', () => child.kill());
    child.unref();
    (child.stdio[3] as unknown as Socket).unref();
  }));

export type ElementRef = Record<string, string>;

/** A running WebKit on a profile, with its driver and the host's control socket. Commands come one after the other. */
export interface WebKitSession {
  /** A WebDriver command of the session: `POST`, `/url`, `{url}`. `window` is made the current one first. */
  command<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, window?: string): Promise<T>;
  /** What only the host can do (host.py). */
  control(command: object): Promise<Record<string, unknown>>;
  /** SIGKILL to the browser with all its processes. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** All processes below one, by /proc. */
const below = (pid: number): number[] => {
  let children: number[] = [];
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {}
  return children.flatMap((child) => [child, ...below(child)]);
};

export async function openWebKit(profile: string): Promise<WebKitSession> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-webkit-'));
  const controlFile = join(folder, 'port');
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    // a11y and GPU have nothing to talk to here, and would only wait for it
    env: { ...process.env, DISPLAY: await aDisplay(), NO_AT_BRIDGE: '1', GDK_BACKEND: 'x11' },
    stdio: 'ignore',
  });
  const missing = new Promise<never>((_, reject) =>
    driver.once('error', () => reject(new Error('WebKitWebDriver is missing: apt-get install webkit2gtk-driver'))),
  );
  missing.catch(() => {});
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (value?.error && 'message' in value) throw new Error(`WebKit: ${value.error}: ${value.message}`);
    return value;
  };
  const started = async () => {
    for (const endMs = Date.now() + START_MS; ; await pause(50)) {
      try {
        return await send('GET', '/status');
      } catch (error) {
        if (Date.now() > endMs) throw error;
      }
    }
  };
  await Promise.race([started(), missing]);
  const { sessionId } = await send<{ sessionId: string }>('POST', '/session', {
    capabilities: {
      alwaysMatch: {
        'webkitgtk:browserOptions': {
          binary: HOST,
          args: ['--automation', '--data', profile, '--control', controlFile],
        },
      },
    },
  });
  for (const endMs = Date.now() + START_MS; !existsSync(controlFile) || !readFileSync(controlFile, 'utf8').trim(); ) {
    if (Date.now() > endMs) throw new Error('host.py did not say its port.');
    await pause(20);
  }
  const socket = connect(Number(readFileSync(controlFile, 'utf8')), '127.0.0.1');
  const answers: ((line: string) => void)[] = [];
  createInterface({ input: socket }).on('line', (line) => answers.shift()?.(line));
  socket.on('error', () => {});

  let current: string | undefined;
  let line: Promise<unknown> = Promise.resolve();
  /** WebDriver knows one current window, so that nothing may come between choosing it and using it. */
  const inLine = <T>(job: () => Promise<T>): Promise<T> => {
    const mine = line.then(job, job);
    line = mine.catch(() => {});
    return mine;
  };
  const session = `/session/${sessionId}`;
  const over = () => {
    socket.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    command: (method, path, body, window) =>
      inLine(async () => {
        if (window && window !== current) {
          await send('POST', `${session}/window`, { handle: window });
          current = window;
        }
        if (method === 'DELETE' && path === '/window') current = undefined;
        return send(method, session + path, body ?? (method === 'POST' ? {} : undefined));
      }),
    control: (command) =>
      new Promise((resolve, reject) => {
        answers.push((line) => {
          const answer = JSON.parse(line) as Record<string, unknown>;
          if (answer['error']) reject(new Error(`host.py: ${answer['error']}`));
          else resolve(answer);
        });
        socket.write(`${JSON.stringify(command)}\n`);
      }),
    async kill() {
      // the driver first, so that it tidies nothing up
      const processes = [driver.pid!, ...below(driver.pid!)];
      for (const pid of processes) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {}
      }
      await ended(driver);
      over();
    },
    async close() {
      await send('DELETE', session).catch(() => {});
      const processes = below(driver.pid!);
      driver.kill();
      await ended(driver);
      for (const pid of processes) {
        try {
          process.kill(pid, 'SIGTERM');
        } catch {}
      }
      over();
    },
  };
}
