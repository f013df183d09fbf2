import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, chromium as playwright } from 'playwright-core';
import { expect } from 'vitest';
import { removeProfile } from '../../support/browser';
import { chromium } from '../../support/chromium';

export interface Unwatched {
  /** Takes the page over as it stands. */
  watch(): Promise<Page>;
  close(): Promise<void>;
}

/** Chromium on a page, with nobody at its other end: while it is driven it does not prerender. */
export async function unwatched(url: string): Promise<Unwatched> {
  const { executablePath, args, env } = await chromium();
  const profile = mkdtempSync(join(tmpdir(), 'earshot-profile-'));
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--window-size=1000,700'];
  const child = spawn(executablePath, [...args, ...own, url], { env: env as NodeJS.ProcessEnv, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = join(profile, 'DevToolsActivePort');
  return {
    async watch() {
      await expect.poll(() => existsSync(port) && readFileSync(port, 'utf8').includes('\n')).toBe(true);
      const browser = await playwright.connectOverCDP(`http://127.0.0.1:${readFileSync(port, 'utf8').split('\n')[0]}`);
      return browser.contexts()[0]!.pages()[0]!;
    },
    async close() {
      child.kill('SIGKILL');
      await ended;
      removeProfile(profile);
    },
  };
}
