import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium as playwright } from 'playwright-core';
import { chromium } from './chromium';

export interface BrowserOptions {
  /** A profile folder to go on with. Default: a new one. */
  profile?: string;
  /** false: pages find no `navigator.locks`. Default true. */
  locks?: boolean;
  /** true: the back/forward cache works, which playwright switches off. Default false. */
  bfcache?: boolean;
}

/** A running browser on a profile that lives on disk. */
export interface Visit {
  context: BrowserContext;
  profile: string;
  /** SIGKILL to the whole browser, as when the battery ends. The profile stays. */
  kill(): Promise<void>;
  /** An orderly end. The profile stays. */
  close(): Promise<void>;
}

/** Starts Chromium on a persistent profile: incognito contexts keep IndexedDB in memory and would prove nothing. */
export async function visit({ profile, locks = true, bfcache = false }: BrowserOptions = {}): Promise<Visit> {
  const { executablePath, args, env } = await chromium();
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'earshot-profile-'));
  const context = await playwright.launchPersistentContext(folder, {
    executablePath,
    env,
    args: bfcache ? [...args, '--enable-features=BackForwardCache'] : args,
    ...(bfcache ? { ignoreDefaultArgs: ['--disable-back-forward-cache'] } : {}),
    headless: true,
    handleSIGINT: false,
    viewport: { width: 1000, height: 700 },
  });
  if (!locks) {
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined, configurable: true });
    });
  }
  const pid = await browserPid(context); // asked now: a kill must not wait for an answer
  const closed = new Promise<void>((resolve) => context.on('close', () => resolve()));
  return {
    context,
    profile: folder,
    async kill() {
      process.kill(pid, 'SIGKILL');
      await closed;
    },
    close: () => context.close(),
  };
}

/** Removes a profile folder; Chromium's children may still be writing their last when its process is gone. */
export const removeProfile = (profile: string): void =>
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });

async function browserPid(context: BrowserContext): Promise<number> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.find(({ type }) => type === 'browser')!.id;
}
