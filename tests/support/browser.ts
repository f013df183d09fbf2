import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BrowserContext,
  type Page,
  chromium as playwrightChromium,
  firefox as playwrightFirefox,
} from 'playwright-core';
import { chromium } from './chromium';
import { firefox } from './firefox';
import { noLocks } from './no-locks';
import { visitWebKit } from './webkit/visit';

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof ENGINES)[number];

/** The engine that this run is about: `EARSHOT_ENGINE`, by default Chromium. */
export const engine: EngineName = (() => {
  const asked = process.env['EARSHOT_ENGINE'] || 'chromium';
  if (!ENGINES.includes(asked as EngineName))
    throw new Error(`EARSHOT_ENGINE is "${asked}". Write one of ${ENGINES.join(', ')}.`);
  return asked as EngineName;
})();

export interface BrowserOptions {
  /** A profile folder to go on with. Default: a new one. */
  profile?: string;
  /** false: pages find no `navigator.locks`. Default true. */
  locks?: boolean;
  /** true: the back/forward cache works, which playwright switches off in Chromium. Default false. */
  bfcache?: boolean;
  /** true: every window is a private one. Firefox only. */
  privately?: boolean;
  /** true: pages without an origin may ask this machine, which Chromium forbids them; real servers are elsewhere. */
  loopback?: boolean;
  /** Another engine than the run's. */
  engine?: EngineName;
  /** More command line arguments. Chromium only. */
  args?: string[];
}

/** A running browser on a profile that lives on disk. */
export interface Visit {
  /** Playwright's, for what one engine alone can do; WebKit has none. */
  context: BrowserContext;
  profile: string;
  newPage(): Promise<Page>;
  /** WebKit's host: what only it can do (webkit/host.py). */
  control?(command: object): Promise<Record<string, unknown>>;
  /** Takes all pages off the network, or back to it, and lets them hear of it. */
  offline(on: boolean): Promise<void>;
  /** SIGKILL to the whole browser, as when the battery ends. The profile stays. */
  kill(): Promise<void>;
  /** An orderly end. The profile stays. */
  close(): Promise<void>;
}

/** Starts the engine on a persistent profile: incognito contexts keep IndexedDB in memory and would prove nothing. */
export async function visit(options: BrowserOptions = {}): Promise<Visit> {
  const folder = options.profile ?? mkdtempSync(join(tmpdir(), 'earshot-profile-'));
  if ((options.engine ?? engine) === 'webkit') return visitWebKit(folder, options);
  const context = await (engine === 'firefox' ? launchFirefox(folder, options) : launchChromium(folder, options));
  if (options.locks === false) await context.addInitScript(noLocks);
  const pid = engine === 'firefox' ? firefoxPid(folder) : await chromiumPid(context); // a kill must not wait for it
  const closed = new Promise<void>((resolve) => context.on('close', () => resolve()));
  return {
    context,
    profile: folder,
    newPage: () => context.newPage(),
    offline: (on) => context.setOffline(on),
    async kill() {
      process.kill(pid, 'SIGKILL');
      await closed;
    },
    close: () => context.close(),
  };
}

/** Removes a profile folder; a browser's children may still be writing their last when its process is gone. */
export function removeProfile(profile: string): void {
  for (let times = 1; ; times++) {
    try {
      rmSync(profile, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
      return;
    } catch (error) {
      // rmSync's own retries empty a folder once only: what is written into it after that stays
      if (times === 10) throw error;
    }
  }
}

const COMMON = { headless: true, handleSIGINT: false, viewport: { width: 1000, height: 700 } };

async function launchChromium(
  folder: string,
  { bfcache = false, loopback = false, args: others = [] }: BrowserOptions,
): Promise<BrowserContext> {
  const { executablePath, args, env } = await chromium();
  const more = [
    ...(bfcache ? ['--enable-features=BackForwardCache'] : []),
    ...(loopback ? ['--disable-features=LocalNetworkAccessChecks'] : []),
  ];
  return playwrightChromium.launchPersistentContext(folder, {
    ...COMMON,
    executablePath,
    env,
    args: [...args, ...more, ...others],
    ...(bfcache ? { ignoreDefaultArgs: ['--disable-back-forward-cache'] } : {}),
  });
}

/** The stock Firefox of the machine, over WebDriver BiDi. */
const launchFirefox = (folder: string, { privately = false }: BrowserOptions): Promise<BrowserContext> =>
  playwrightFirefox.launchPersistentContext(folder, {
    ...COMMON,
    channel: 'moz-firefox',
    executablePath: firefox(),
    firefoxUserPrefs: { 'browser.privatebrowsing.autostart': privately },
  });

async function chromiumPid(context: BrowserContext): Promise<number> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.find(({ type }) => type === 'browser')!.id;
}

/** The process that was started with this profile and is no content process of it. */
function firefoxPid(folder: string): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      if (/firefox/.test(words[0]!) && words.includes(folder) && !words.includes('-contentproc')) return Number(pid);
    } catch {} // ended meanwhile
  }
  throw new Error(`No Firefox runs with the profile ${folder}.`);
}
