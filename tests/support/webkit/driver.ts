import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../free-port';

const HOST = join(import.meta.dirname, 'host.py');
const START_MS = 30_000;
/**
 * Longest wait for an answer of the driver, ms. Scripts of these tests end at once, but one that meets a page on its way
 * into the back/forward cache seems to be never answered now and then; it fails, and whoever polls asks the page that is
 * there. Other commands may wait for a page that loads.
 */
const [SCRIPT_MS, COMMAND_MS] = [10_000, 90_000];
/** What takes longer is said in the log, so that a test that runs out of time shows for what it waited, ms. */
const SLOW_MS = 5_000;
export const timed = async <T>(what: string, job: Promise<T>): Promise<T> => {
  const startedMs = Date.now();
  const slow = setTimeout(() => console.warn(`WebKit: ${what} takes long`), SLOW_MS);
  try {
    return await job;
  } finally {
    clearTimeout(slow);
    if (Date.now() - startedMs > SLOW_MS) console.warn(`WebKit: ${what} took ${Date.now() - startedMs} ms`);
  }
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One display for all browsers of this process: it ends with the process. `xvfb-run -a` was seen to fail. */
let display: Promise<string> | undefined;
export const aDisplay = (): Promise<string> =>
  (display ??= new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    child.on('error', () => reject(new Error('Xvfb is missing: apt-get install xvfb')));
    child.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
    (child.stdio[3] as unknown as NodeJS.ReadableStream).once('data', (text) => resolve(`:${String(text).trim()}`));
    process.once('exit', () => child.kill());
    // vitest ends its workers with it
    process.once('SIGTERM', () => process.exit(143));
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

const signal = (pids: number[], name: NodeJS.Signals) => {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {} // it ended meanwhile
  }
};

/** A process that is only waited for by its parent is over: it writes nothing any more. */
const runs = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Several may look for a free port at the same time: who does not get it tries another one. */
export async function openWebKit(profile: string): Promise<WebKitSession> {
  for (let times = 1; ; times++) {
    try {
      return await timed(`start ${times} of the browser`, start(profile));
    } catch (error) {
      console.warn(`WebKit: start ${times} of the browser failed:`, error);
      if (times === 3) throw error;
    }
  }
}

async function start(profile: string): Promise<WebKitSession> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-webkit-'));
  const controlFile = join(folder, 'port');
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    // a11y and GPU have nothing to talk to here, and would only wait for it; `heard/desktop.ts` gives them a bus
    env: {
      NO_AT_BRIDGE: '1',
      ...process.env,
      DISPLAY: await timed('start of Xvfb', aDisplay()),
      GDK_BACKEND: 'x11',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  /** The last that driver and browser said: all there is where the browser itself ended. */
  let complaints = '';
  driver.stderr!.setEncoding('utf8').on('data', (text: string) => (complaints = (complaints + text).slice(-2_000)));
  const over = new Promise<never>((_, reject) => {
    driver.once('error', () => reject(new Error('WebKitWebDriver is missing: apt-get install webkit2gtk-driver')));
    driver.once('exit', (code) => reject(new Error(`WebKitWebDriver ended with ${code}.`)));
  });
  over.catch(() => {});
  let socket: Socket | undefined;
  /** The driver first, so that it tidies nothing up. */
  const all = () => (driver.pid ? [driver.pid, ...below(driver.pid)] : []);
  /** Ends the driver and all that it started, and waits until nobody writes to the profile any more. */
  const end = async (name: NodeJS.Signals, processes = all()) => {
    signal(processes, name);
    for (const endMs = Date.now() + 5_000; processes.some(runs) && Date.now() < endMs; ) await pause(10);
    signal(processes.filter(runs), 'SIGKILL');
    await ended(driver);
    socket?.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const mostMs = path.includes('/execute/') ? SCRIPT_MS : COMMAND_MS;
    const ask = async () => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(mostMs),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return (await response.json()) as { value: T & { error?: string; message?: string } };
    };
    const { value } = await timed(`${method} ${path}`, ask()).catch((error) => {
      if (error.name === 'TimeoutError') throw new Error(`WebKit: no answer to ${method} ${path} within ${mostMs} ms.`);
      throw error;
    });
    if (value?.error && 'message' in value) {
      const gone = /invalid session|parse script/.test(`${value.error} ${value.message}`);
      throw new Error(`WebKit: ${value.error}: ${value.message}${gone ? `\n${complaints}` : ''}`);
    }
    return value;
  };
  /** Waits until it comes without an error. */
  const until = async <T>(job: () => T | Promise<T>): Promise<T> => {
    for (const endMs = Date.now() + START_MS; ; await pause(50)) {
      try {
        return await job();
      } catch (error) {
        if (Date.now() > endMs) throw error;
      }
    }
  };

  const opened = async () => {
    await until(() => send('GET', '/status'));
    const { sessionId } = await send<{ sessionId: string }>('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          // WebKit sets a limit by a timer of the page, where tests count timers
          timeouts: { script: null },
          'webkitgtk:browserOptions': {
            binary: HOST,
            args: ['--automation', '--data', profile, '--control', controlFile],
          },
        },
      },
    });
    const controlPort = await until(() => {
      const text = existsSync(controlFile) ? readFileSync(controlFile, 'utf8') : '';
      if (!text.endsWith('\n')) throw new Error('host.py did not say its port.');
      return Number(text);
    });
    return { session: `/session/${sessionId}`, controlPort };
  };
  let session: string;
  const answers: ((line: string) => void)[] = [];
  try {
    const { controlPort, ...found } = await Promise.race([opened(), over]);
    session = found.session;
    socket = connect(controlPort, '127.0.0.1');
    createInterface({ input: socket }).on('line', (line) => answers.shift()?.(line));
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const answer of answers.splice(0)) answer('{"error":"the browser is gone"}');
    });
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }

  let current: string | undefined;
  let line: Promise<unknown> = Promise.resolve();
  /** WebDriver knows one current window, so that nothing may come between choosing it and using it. */
  const inLine = <T>(job: () => Promise<T>): Promise<T> => {
    const mine = line.then(job, job);
    line = mine.catch(() => {});
    return mine;
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
    control: (command) => {
      const answered = new Promise<Record<string, unknown>>((resolve, reject) => {
        if (socket!.destroyed) return reject(new Error('host.py: the browser is gone'));
        answers.push((said) => {
          const answer = JSON.parse(said) as Record<string, unknown>;
          if (answer['error']) reject(new Error(`host.py: ${answer['error']}`));
          else resolve(answer);
        });
        socket!.write(`${JSON.stringify(command)}\n`);
      });
      return timed(`host.py ${JSON.stringify(command).slice(0, 80)}`, answered);
    },
    kill: () => end('SIGKILL'),
    async close() {
      // looked up before the browser is gone: its network process outlives it, and writes its cache
      const processes = all();
      await send('DELETE', session).catch(() => {});
      await end('SIGTERM', processes);
    },
  };
}
