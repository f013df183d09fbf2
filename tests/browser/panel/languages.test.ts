import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Survey } from '../../../src/contract/types';
import { languages } from '../../../widget/languages/more-languages';
import { deliver, mount, PRESETS, rateLow, send, write } from './drive';
import { layoutOf, overflow, unreadable } from './measure';
import { panelSession } from './session';

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
    const wrong: string[] = [];
    const look = async (where: string) => {
      for (const text of [...(await unreadable(page)), ...(await overflow(page))]) wrong.push(`${where}: ${text}`);
    };
    for (const survey of PRESETS) {
      const layout = layoutOf(survey);
      await mount(page, { survey, layout, requireConsent: true });
      await rateLow(page);
      const box = page.locator('.earshot [type=checkbox]').first();
      if (survey !== 'helpful') await box.check();
      await look(`${survey}, form`);
      await send(page);
      await look(`${survey}, with its messages`);
      // buttons, thanks and what became of the words are the same for all
      if (survey !== 'feedback') continue;
      for (const asked of ['csat', 'nps', 'ces'] as const) {
        await mount(page, { survey: asked, layout: 'prompt' });
        await look(`${asked}, prompt`);
        const hidden = await page.locator('.earshot').evaluate((it) => it.scrollHeight - it.clientHeight);
        if (hidden > 0) wrong.push(`${asked}, prompt: ${hidden} px of it are out of sight`);
      }
      await mount(page, { survey, layout, settleMs: 0 });
      await rateLow(page);
      await write(page, '가나다');
      await send(page);
      await page.locator('.earshot h3').waitFor();
      await deliver(page, 'waiting');
      await look(`${survey}, waiting`);
      await deliver(page, 'refused');
      await look(`${survey}, refused`);
    }
    for (const [name, survey] of Object.entries(surveys)) {
      // what says nothing in the panel's own words is the same in every language
      if (lang !== 'en' && /^(scale-.*|effort-ces1|text|text-short|statement|choice)$/.test(name)) continue;
      await mount(page, { survey: { ...survey, id: name } });
      await look(name);
      await send(page);
      await look(`${name}, with its messages`);
    }
    expect(wrong).toEqual([]);
  },
);
