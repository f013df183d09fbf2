import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Survey } from '../../../src/contract/types';
import { languages } from '../../../widget/languages/more-languages';
import { PRESETS } from './drive';
import { unreadable } from './measure';
import { more } from './more-surveys';
import { panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();

const { surveys } = JSON.parse(readFileSync('examples/gallery/public/surveys.json', 'utf8')) as {
  surveys: { [name: string]: Survey };
};

const NARROW = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
const RTL = ['ar', 'fa', 'he', 'ur'];

test('the measurement sees what is cut, what leaves its box and what lies over something', async () => {
  const page = await open({ survey: 'feedback' }, NARROW);
  expect(await unreadable(page)).toEqual([]);
  const broken = (selector: string, css: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((it, text) => {
        const { cssText } = (it as HTMLElement).style;
        (it as HTMLElement).style.cssText = text;
        return cssText;
      }, css);
  const seen = async (selector: string, css: string) => {
    const before = await broken(selector, css);
    const found = await unreadable(page);
    await broken(selector, before);
    return found.join();
  };
  expect(await seen('.earshot .asked', 'white-space:nowrap;overflow:clip')).toMatch(
    /is cut by|leaves its box sideways/,
  );
  expect(await seen('.earshot .send', 'width:1em;flex:none;min-width:0;padding:0;white-space:nowrap')).toContain(
    'leaves its box',
  );
  expect(await seen('.earshot .asked', 'height:0.5em')).toContain('leaves its box by');
  expect(await seen('.earshot legend', 'transform:translateY(5em)')).toContain('lies over');
});

test.each(['en', ...Object.keys(languages)])(
  '%s: at 320 px no text of any preset or question is cut, leaves its box or lies over another',
  async (lang) => {
    const page = await open(undefined, { ...NARROW, lang, dir: RTL.includes(lang) ? 'rtl' : 'ltr' });
    // what says nothing in the panel's own words is the same in every language
    const same = /^(scale-.*|effort-ces1|text|text-short|statement|choice)$/;
    const chosen = Object.fromEntries(Object.entries(surveys).filter(([name]) => lang === 'en' || !same.test(name)));
    const { screens, wrong } = await page.evaluate(
      (those) => (window as unknown as { stage: Stage }).stage.walk(those),
      chosen,
    );
    // two screens each, and feedback's five more
    expect(screens).toBe(2 * (PRESETS.length + Object.keys(chosen).length) + 5);
    expect(wrong).toEqual([]);
  },
);

/** Long words, tall letters, no spaces, another direction; what stands on later pages is in the panel's own words. */
test.each(['ar', 'bn', 'de', 'fi', 'hi', 'ja', 'ko', 'ru', 'th'])(
  '%s: at 320 px no text of any later page, end, prompt, greeting or thanks is cut, leaves its box or lies over another',
  async (lang) => {
    const page = await open(undefined, { ...NARROW, lang, dir: RTL.includes(lang) ? 'rtl' : 'ltr' });
    for (const tour of ['presets', 'paged']) {
      const { screens, wrong } = await page.evaluate(
        ([which, those]) => (window as unknown as { stage: Stage }).stage.see(which, 'boxes', those),
        [tour, { ...surveys, ...more }] as const,
      );
      expect(wrong).toEqual([]);
      expect(screens).toBeGreaterThan(50);
    }
  },
);
