import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../../support/chromium';
import { findings } from '../panel/findings';
import { type ReportStage, reportStage, TOKEN } from './report-stage';

let stage: ReportStage;
let browser: Browser;
beforeAll(async () => {
  stage = await reportStage(700);
  const { executablePath, args, env } = await chromium();
  browser = await playwright.launch({ executablePath, args, env });
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const variants: { name: string; context: BrowserContextOptions }[] = [
  { name: 'a desktop, light', context: { viewport: { width: 1200, height: 900 }, colorScheme: 'light' } },
  { name: 'a phone, dark', context: { viewport: { width: 390, height: 800 }, colorScheme: 'dark' } },
  {
    name: 'a narrow phone in forced colours',
    context: { viewport: { width: 320, height: 640 }, forcedColors: 'active' },
  },
];

const widerBy = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth');

describe.each(variants)('the report on $name', ({ context }) => {
  it('has no page that axe finds fault with, or that scrolls sideways', async () => {
    const session = await browser.newContext(context);
    const page = await session.newPage();
    const wrong: unknown[] = [];
    const look = async (name: string) => {
      for (const finding of await findings(page)) wrong.push({ name, ...finding });
      if (Number(await widerBy(page)) > 0) wrong.push({ name, wider: await widerBy(page) });
    };
    await page.goto(`${stage.url}/report`);
    await look('sign-in');
    await page.goto(`${stage.url}/report?token=${TOKEN}`);
    for (const [name, path] of Object.entries(stage.pages)) {
      const response = await page.goto(stage.url + path);
      expect([name, response?.status()]).toEqual([name, name === 'missing' ? 404 : 200]);
      await look(name);
    }
    await session.close();
    expect(wrong).toEqual([]);
  });
});
