import {
  type Browser,
  type BrowserContextOptions,
  type Page,
  chromium as playwrightChromium,
  firefox as playwrightFirefox,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { engine } from '../../support/browser';
import { chromium } from '../../support/chromium';
import { firefox } from '../../support/firefox';
import { servePanel } from '../../support/panel-page';
import { type Change, mount, read } from './drive';

export const DESKTOP = { viewport: { width: 1000, height: 820 } };
export const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

/** The run's engine (`EARSHOT_ENGINE`): Chromium, or Firefox as it is sold. */
async function launch(): Promise<Browser> {
  if (engine === 'firefox') return playwrightFirefox.launch({ channel: 'moz-firefox', executablePath: firefox() });
  if (engine !== 'chromium') throw new Error(`The panel's tests have no driver for ${engine}.`);
  const { executablePath, args, env } = await chromium();
  return playwrightChromium.launch({ executablePath, args, env: env as Record<string, string> });
}

/** One browser a file, one page a test. After each test the strict CSP and Trusted Types must not have been touched. */
export function panelSession() {
  let launched: Browser;
  let site: Awaited<ReturnType<typeof servePanel>>;
  const pages: Page[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    site = await servePanel();
    launched = await launch();
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) {
      const violations = await read<string[]>(page, 'violations');
      await page.context().close();
      expect(violations, 'CSP and Trusted Types').toEqual([]);
    }
    expect(errors.splice(0), 'errors of the page').toEqual([]);
  });
  afterAll(async () => {
    await launched?.close();
    await site?.close();
  });

  return {
    /** Opens the host's page, and with `change` a survey on it. */
    async open(
      change?: Change,
      {
        lang = 'en',
        dir = 'ltr',
        position = 'end',
        fontPx,
        isMobile,
        ...context
      }: BrowserContextOptions & { lang?: string; dir?: string; position?: string; fontPx?: number } = DESKTOP,
    ): Promise<Page> {
      // Firefox on a desktop has no other viewport than its window
      const mobile = isMobile && engine === 'chromium' ? { isMobile } : {};
      const opened = await launched.newContext({ reducedMotion: 'reduce', ...DESKTOP, ...context, ...mobile });
      const page = await opened.newPage();
      pages.push(page);
      // Firefox tells the page's own policy against the icon that nobody asked for as an error of the page
      page.on('pageerror', ({ message }) => /favicon\.ico/.test(message) || errors.push(message));
      if (fontPx) {
        const devtools = await opened.newCDPSession(page);
        await devtools.send('Page.setFontSizes', { fontSizes: { standard: fontPx } });
      }
      await page.goto(`${site.url}/?lang=${lang}&dir=${dir}&position=${position}`);
      await page.waitForFunction('window.stage');
      if (change) await mount(page, change);
      return page;
    },
  };
}
