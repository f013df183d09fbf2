import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../../support/chromium';
import { findings } from '../panel/findings';
import { type ReportStage, reportStage, TOKEN } from './report-stage';

let stage: ReportStage;
let browser: Browser;
beforeAll(async () => {
  stage = await reportStage({ size: 700 });
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

/**
 * axe leaves text of an SVG open. It has a halo of the card's colour around it, so that whatever is drawn behind it does
 * not matter: its colour against that.
 */
const chartContrasts = (page: Page) =>
  page.evaluate(() => {
    const luminance = (colour: string) => {
      const [r, g, b] = (colour.match(/[\d.]+/g) ?? []).map(Number).map((byte) => {
        const part = byte / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    return [...document.querySelectorAll('svg.trend text')].map((text) => {
      const { fill, stroke } = getComputedStyle(text);
      const [a, b] = [luminance(fill), luminance(stroke)];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
  });

const widerBy = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth');

describe.each(variants)('the report on $name', ({ context }) => {
  it('has no page that axe finds fault with, or that scrolls sideways', async () => {
    const session = await browser.newContext(context);
    const page = await session.newPage();
    const wrong: unknown[] = [];
    const { width } = context.viewport!;
    const look = async (name: string) => {
      // As tall as the page: what sticks to the window's edge covers nothing then, and axe can tell what is behind a word.
      const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
      await page.setViewportSize({ width, height: Math.min(12_000, height + 200) });
      for (const finding of await findings(page)) {
        const inChart = finding.rule === 'color-contrast' && /\btext\b|\.date\[/.test(finding.node);
        // Forced colours are the visitor's own; axe reckons with those of the page.
        const isForced = finding.rule === 'color-contrast' && context.forcedColors === 'active';
        if (!inChart && !isForced) wrong.push({ name, ...finding });
      }
      if (context.forcedColors !== 'active')
        for (const ratio of await chartContrasts(page)) if (!(ratio >= 4.5)) wrong.push({ name, chart: ratio });
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
