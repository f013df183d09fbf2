import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import type { findChromium } from '../../support/find-chromium.mjs';
import { reportStage, TOKEN } from './report-stage';

const FOLDER = 'tests/output/report-sheets';
const SIZES = { desktop: { width: 1200, height: 900 }, phone: { width: 390, height: 800 } };
/** Longer pages are more of the same. */
const MOST_PX = 3_200;

/** Writes a picture of every page of the report, on a desktop and a phone, light and dark, to be looked at. */
export const writeReportSheets = async (found: Awaited<ReturnType<typeof findChromium>>, only: string[]) => {
  const { executablePath, args, env } = found;
  mkdirSync(FOLDER, { recursive: true });
  const stage = await reportStage({ size: 3_000 });
  const browser = await playwright.launch({ executablePath, args, env });
  const wanted = Object.entries({ ...stage.pages, ...stage.alike }).filter(
    ([name]) => !only.length || only.includes(name),
  );
  for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      await page.goto(`${stage.url}/report`);
      if (!only.length) await page.screenshot({ path: join(FOLDER, `sign-in-${size}-${colorScheme}.png`) });
      await page.goto(`${stage.url}/report?token=${TOKEN}`);
      for (const [name, path] of wanted) {
        await page.goto(stage.url + path);
        const tall = Number(await page.evaluate('document.documentElement.scrollHeight'));
        const clip = { x: 0, y: 0, width: viewport.width, height: Math.min(MOST_PX, tall) };
        await page.screenshot({ path: join(FOLDER, `${name}-${size}-${colorScheme}.png`), fullPage: true, clip });
      }
      await context.close();
    }
  await browser.close();
  await stage.close();
  console.log(`${wanted.length} pages, 4 pictures each, in ${FOLDER}`);
};
