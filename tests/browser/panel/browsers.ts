import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContextOptions,
  type Page,
  chromium as playwrightChromium,
  firefox as playwrightFirefox,
} from 'playwright-core';
import { engine, removeProfile, visit } from '../../support/browser';
import { chromium } from '../../support/chromium';
import { FINGER_ARGS, FINGER_PREFS } from '../../support/finger';
import { firefox } from '../../support/firefox';

/** `fontPx` is the size of text that the visitor set in the browser, 16 by default. */
export type PageOptions = BrowserContextOptions & { fontPx?: number };

/** A page of its own, with what went wrong in it so far. */
export interface Opened {
  page: Page;
  errors(): Promise<string[]>;
  close(): Promise<unknown>;
}

/** The browser of the run (`EARSHOT_ENGINE`): Chromium, Firefox as it is sold, or WebKitGTK. */
export interface PanelBrowser {
  open(options: PageOptions): Promise<Opened>;
  close(): Promise<unknown>;
}

/** As playwright keeps them, errors of a page are what it did not catch. */
async function openPlaywright(browser: Browser, options: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  // Firefox tells the page's own policy against the icon that nobody asked for as an error of the page
  page.on('pageerror', ({ message }) => /favicon\.ico/.test(message) || errors.push(message));
  return { page, errors: async () => errors, close: () => context.close() };
}

async function launchChromium(): Promise<PanelBrowser> {
  const { executablePath, args, env } = await chromium();
  const browser = await playwrightChromium.launch({ executablePath, args, env: env as Record<string, string> });
  return {
    async open({ fontPx, ...options }) {
      const opened = await openPlaywright(browser, options);
      if (fontPx) {
        const devtools = await opened.page.context().newCDPSession(opened.page);
        await devtools.send('Page.setFontSizes', { fontSizes: { standard: fontPx } });
      }
      return opened;
    },
    close: () => browser.close(),
  };
}

async function launchFirefox(): Promise<PanelBrowser> {
  const start = (prefs = {}) =>
    playwrightFirefox.launch({
      channel: 'moz-firefox',
      executablePath: firefox(),
      // without a window it tells screen readers nothing
      headless: !process.env['GNOME_ACCESSIBILITY'],
      // its driver cannot tell a page so
      firefoxUserPrefs: { 'ui.prefersReducedMotion': 1, ...FINGER_PREFS, ...prefs },
      args: FINGER_ARGS,
      // a page that is taller than its window would be cut off, and not be touched there
      env: { ...process.env, MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '1100' },
    });
  const browser = await start();
  /** Text sizes are set for the whole browser, by script: each size that a test asks for has one. */
  const sized = new Map<number, Promise<Browser>>();
  return {
    // on a desktop it has no other viewport than its window, so nothing to be mobile with
    async open({ fontPx, isMobile, ...options }) {
      if (!fontPx) return openPlaywright(browser, options);
      if (!sized.has(fontPx))
        sized.set(fontPx, start({ 'font.size.variable.x-western': fontPx, 'font.size.variable.ko': fontPx }));
      return openPlaywright(await sized.get(fontPx)!, options);
    },
    async close() {
      for (const one of [browser, ...(await Promise.all(sized.values()))]) await one.close();
    },
  };
}

/** Runs before anything of the page. */
const writeDown = () => {
  const errors: string[] = [];
  Object.assign(window, { pageErrors: errors });
  addEventListener('error', ({ message }) => errors.push(message));
  addEventListener('unhandledrejection', ({ reason }) => errors.push(`${reason}`));
};

async function launchWebKit(): Promise<PanelBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'earshot-panel-'));
  const browser = await visit({ engine: 'webkit', profile });
  await browser.control!({ do: 'still' });
  return {
    // it asks for no motion as a whole; fingers reach every window
    async open({ viewport, fontPx = 16, reducedMotion, isMobile, hasTouch, ...unknown }) {
      if (Object.keys(unknown).length || reducedMotion === 'no-preference')
        throw new Error(`The tests' WebKit cannot give a page ${JSON.stringify({ reducedMotion, ...unknown })}.`);
      const page = await browser.newPage();
      await page.addInitScript(writeDown);
      if (viewport) await page.setViewportSize(viewport);
      await page.bringToFront();
      await browser.control!({ do: 'text', px: fontPx });
      return { page, errors: () => page.evaluate<string[]>('pageErrors'), close: () => page.close() };
    },
    async close() {
      await browser.close();
      removeProfile(profile);
    },
  };
}

export const launch = (): Promise<PanelBrowser> =>
  ({ chromium: launchChromium, firefox: launchFirefox, webkit: launchWebKit })[engine]();
