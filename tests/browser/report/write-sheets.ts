import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium as playwright } from 'playwright-core';
import type { findChromium } from '../../support/find-chromium.mjs';
import { reportStage, TOKEN } from './report-stage';

const FOLDER = 'tests/output/report-sheets';
const DESKTOP = { width: 1200, height: 900 };
const PHONE = { width: 390, height: 800 };
/** Each page is seen in all of these. */
const LOOKS: {
  name: string;
  viewport: typeof DESKTOP;
  options?: BrowserContextOptions;
  css?: string;
  print?: boolean;
}[] = [
  { name: 'desktop-light', viewport: DESKTOP },
  { name: 'desktop-dark', viewport: DESKTOP, options: { colorScheme: 'dark' } },
  { name: 'phone-light', viewport: PHONE },
  { name: 'phone-dark', viewport: PHONE, options: { colorScheme: 'dark' } },
  { name: 'desktop-forced', viewport: DESKTOP, options: { colorScheme: 'dark', forcedColors: 'active' } },
  { name: 'phone-text-200', viewport: PHONE, css: 'html { font-size: 200% }' },
  { name: 'desktop-print', viewport: { width: 794, height: 1123 }, print: true },
];
/** Longer pages are more of the same. */
const MOST_PX = 3_200;

/** Writes pictures of every page of the report, in all looks, to be looked at. */
export const writeReportSheets = async (found: Awaited<ReturnType<typeof findChromium>>, only: string[]) => {
  const { executablePath, args, env } = found;
  mkdirSync(FOLDER, { recursive: true });
  const stage = await reportStage({ size: 3_000 });
  const browser = await playwright.launch({ executablePath, args, env });
  const wanted = Object.entries({ ...stage.pages, ...stage.alike }).filter(
    ([name]) => !only.length || only.includes(name),
  );
  for (const { name: look, viewport, options, css, print } of LOOKS) {
    // The policy of the pages allows no style that is not theirs.
    const context = await browser.newContext({ viewport, ...options, bypassCSP: css !== undefined });
    const page = await context.newPage();
    if (print) await page.emulateMedia({ media: 'print' });
    await page.goto(`${stage.url}/report`);
    if (css) await page.addStyleTag({ content: css });
    if (!only.length) await page.screenshot({ path: join(FOLDER, `sign-in-${look}.png`) });
    await page.goto(`${stage.url}/report?token=${TOKEN}`);
    for (const [name, path] of wanted) {
      await page.goto(stage.url + path);
      if (css) await page.addStyleTag({ content: css });
      const tall = Number(await page.evaluate('document.documentElement.scrollHeight'));
      const clip = { x: 0, y: 0, width: viewport.width, height: Math.min(MOST_PX, tall) };
      await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`), fullPage: true, clip });
    }
    await context.close();
  }
  await browser.close();
  await stage.close();
  console.log(`${wanted.length} pages, ${LOOKS.length} pictures each, in ${FOLDER}`);
};
