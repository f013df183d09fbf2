import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { servePanel } from '../../support/panel-page';
import { launch, type Opened, type PageOptions, type PanelBrowser } from './browsers';
import { type Change, mount, read } from './drive';

export const DESKTOP = { viewport: { width: 1000, height: 820 } };
export const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

/** One browser a file, one page a test. After each test the strict CSP and Trusted Types must not have been touched. */
export function panelSession() {
  let browser: PanelBrowser;
  let site: Awaited<ReturnType<typeof servePanel>>;
  const opened: Opened[] = [];

  beforeAll(async () => {
    site = await servePanel();
    browser = await launch();
  });
  afterEach(async () => {
    site.mend();
    for (const { page, errors, close } of opened.splice(0)) {
      const [violations, wrong] = [await read<string[]>(page, 'violations'), await errors()];
      await close();
      expect(violations, 'CSP and Trusted Types').toEqual([]);
      expect(wrong, 'errors of the page').toEqual([]);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  return {
    /** The panel's files that fit are not found from now on. */
    refuse: (paths: RegExp) => site.refuse(paths),
    /** They come no sooner than the returned function is called. */
    hold: (paths: RegExp) => site.hold(paths),
    /** Opens the host's page, and with `change` a survey on it. */
    async open(
      change?: Change,
      {
        lang = 'en',
        dir = 'ltr',
        position = 'end',
        launcher = 'tab',
        label = '',
        ...options
      }: PageOptions & { lang?: string; dir?: string; position?: string; launcher?: string; label?: string } = DESKTOP,
    ): Promise<Page> {
      const one = await browser.open({ ...DESKTOP, ...options });
      opened.push(one);
      const { page } = one;
      const query = new URLSearchParams({ lang, dir, position, launcher, ...(label && { label }) });
      await page.goto(`${site.url}/?${query}`);
      await page.waitForFunction('window.stage');
      if (change) await mount(page, change);
      return page;
    },
  };
}
