import { expect, test } from 'vitest';
import type { PageOptions } from './browsers';
import { surveys } from './gallery';
import { more } from './more-surveys';
import { DESKTOP, PHONE, panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();

/** WCAG 1.4.12, with its paragraphs' distance. */
const SPACING =
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';

const reflows: (PageOptions & { name: string; lang?: string; dir?: string; spacing?: string })[] = [
  { name: '320 px', viewport: { width: 320, height: 640 } },
  { name: '320 × 256 px (1280 × 1024 at 400 %)', viewport: { width: 320, height: 256 } },
  { name: '200 % text on a desktop', ...DESKTOP, fontPx: 32 },
  { name: '200 % text on a phone', viewport: { width: 390, height: 780 }, fontPx: 32 },
  {
    name: '200 % text on a phone, from right to left',
    viewport: { width: 390, height: 780 },
    fontPx: 32,
    lang: 'ar',
    dir: 'rtl',
  },
  { name: 'the text spacing of 1.4.12 on a phone', ...PHONE, spacing: SPACING },
  { name: 'the text spacing of 1.4.12 on a desktop, ko', ...DESKTOP, lang: 'ko', spacing: SPACING },
];

test.each(reflows)(
  'no screen of any preset, question or page is cut, leaves its box, lies over another or needs sideways scrolling at $name',
  async ({ name: _, spacing, ...context }) => {
    const page = await open(undefined, context);
    const wrong: string[] = [];
    let screens = 0;
    for (const tour of ['presets', 'questions', 'paged']) {
      const seen = await page.evaluate(
        ([which, those, css]) => (window as unknown as { stage: Stage }).stage.see(which, 'boxes', those, css),
        [tour, { ...surveys, ...more }, spacing] as const,
      );
      screens += seen.screens;
      wrong.push(...seen.wrong);
    }
    expect(wrong).toEqual([]);
    expect(screens).toBeGreaterThan(180);
  },
);
