import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Survey } from '../../../src/contract/types';
import { THEMES, type Theme } from '../../../src/survey/theme';
import { contrastsOf } from './contrasts';
import { deliver, mount, rateLow, send, write } from './drive';
import { DESKTOP, panelSession } from './session';

const { open } = panelSession();

const { surveys } = JSON.parse(readFileSync('examples/gallery/public/surveys.json', 'utf8')) as {
  surveys: { [name: string]: Survey };
};

const MANUAL = 'themes/README.md';
const MARKS = /(<!-- contrast -->\n)[\s\S]*?(<!-- \/contrast -->)/;

/** Every screen on which a text has a colour or a ground that others do not have. */
const screens: { [name: string]: (page: Page, theme: Theme) => Promise<void> } = {
  'a rating, chosen': async (page, theme) => {
    await mount(page, { survey: 'feedback', theme });
    await rateLow(page);
    await write(page, 'Words');
    await page.locator('.earshot [type=checkbox]').check();
  },
  'numbers, chosen': async (page, theme) => {
    await mount(page, { survey: 'nps', theme });
    await rateLow(page);
  },
  messages: async (page, theme) => {
    await mount(page, { survey: 'interaction', theme, requireConsent: true });
    await send(page);
  },
  refused: async (page, theme) => {
    await mount(page, { survey: 'csat', theme, settleMs: 0 });
    await write(page, 'Words');
    await send(page);
    await page.locator('.earshot h3').waitFor();
    await deliver(page, 'waiting');
    await deliver(page, 'refused');
  },
  prompt: (page, theme) => mount(page, { survey: 'ces', theme, layout: 'prompt' }),
  ...Object.fromEntries(
    ['matrix', 'ranking', 'file', 'choice-several', 'scale-ten-stars', 'journey'].map((name) => [
      name,
      async (page: Page, theme: Theme) => {
        await mount(page, { survey: { ...surveys[name]!, id: name }, theme });
        await rateLow(page);
      },
    ]),
  ),
};

test('every text of every theme has the contrast that WCAG 1.4.3 asks for, and the table in themes/README.md says how much', async () => {
  const page = await open(undefined, DESKTOP);
  const rows: string[] = [];
  const low: string[] = [];
  for (const theme of THEMES) {
    if (theme === 'auto') continue; // light or dark
    const seen: { screen: string; node: string; ratio: number; needed: number }[] = [];
    for (const [screen, show] of Object.entries(screens)) {
      await show(page, theme);
      for (const it of await page.evaluate(contrastsOf, undefined)) seen.push({ screen, ...it });
    }
    expect(seen.length).toBeGreaterThan(100);
    for (const { screen, node, ratio, needed } of seen)
      if (!(ratio >= needed)) low.push(`${theme}, ${screen}: ${node}: ${ratio} < ${needed}`);
    seen.sort((a, b) => a.ratio - b.ratio);
    const { node, ratio } = seen[0]!;
    rows.push(`| \`${theme}\` | ${seen.length} | ${ratio.toFixed(2)} | ${node.replace(/^[^"]*"(.*)" rgb.*$/, '$1')} |`);
  }
  expect(low).toEqual([]);
  const table = `${['| theme | texts measured | lowest | of |', '|---|---|---|---|', ...rows].join('\n')}\n`;
  const manual = readFileSync(MANUAL, 'utf8');
  const written = manual.replace(MARKS, (_, open, close) => open + table + close);
  if (process.env['EARSHOT_WRITE']) writeFileSync(MANUAL, written);
  else expect(manual, 'to write it: npm run contrast').toBe(written);
});
