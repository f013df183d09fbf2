import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { engine } from '../../support/browser';
import { panelInChromium } from '../../support/heard/chromium';
import { all, outline } from '../../support/heard/outline';
import { complete } from './by-keyboard';
import { mount, send } from './drive';
import { steady, surveys } from './gallery';
import { OUTLINES } from './outlines';
import { panelSession } from './session';

const { open } = panelSession();

/** Chromium's protocol does not tell of these that they are required, although it tells screen readers. */
const UNTOLD = /^(\s*(?:checkbox|combobox|date|button) "[^"]*") required/;
const told = (lines: string[]) => lines.map((line) => line.replace(UNTOLD, '$1'));

/** What stands around every question. */
const HEAD = ['heading "Your visit"', 'button "Close"'];
const panelOf = (lines: string[], status = '') =>
  [...HEAD, ...lines, `status${status && ` "${status}"`}`, 'button "Send"'].map((line) => `  ${line}`);

const heard = async (page: Page) => outline(await panelInChromium(page));

// the tree of another engine: atspi.test.ts
describe.skipIf(engine !== 'chromium')('what a screen reader meets in Chromium', () => {
  test('every question of the gallery has an outline', () => {
    expect(Object.keys(OUTLINES)).toEqual(Object.keys(surveys).filter((name) => !surveys[name]!.pages));
  });

  test.each(Object.keys(OUTLINES))(
    'every question by tree: %s says what it is, what is missing, and what was answered',
    async (name) => {
      const { asked, missing, answered } = OUTLINES[name]!;
      const page = await open({ survey: steady(name), settleMs: 0 });
      expect(await heard(page)).toEqual(['dialog "Your visit"', ...panelOf(told(asked))]);
      if (answered.length) {
        await complete(page);
        expect(await heard(page)).toEqual(['dialog "Your visit"', ...panelOf(told(answered))]);
        await send(page);
        await page.locator('.earshot h3[tabindex]').waitFor();
        expect((await heard(page)).slice(3)).toEqual([
          '  heading "Thank you"',
          name === 'contact' ? '  text "We’ll reply to kim@maru.example."' : '  text "We read this but cannot reply."',
          '  status "Saved on this device. It will be sent the next time this site is open and online."',
          '  button "Close"',
        ]);
      }
      await mount(page, { survey: steady(name, true), settleMs: 0 });
      await send(page);
      await page.locator('.problem').first().waitFor();
      expect(await heard(page)).toEqual(['dialog "Your visit"', ...panelOf(told(missing))]);
    },
  );

  test('CES is heard as its prompt and the statement to agree with', async () => {
    const page = await open({ survey: steady('journey') });
    expect(await heard(page)).toContain(
      '  radiogroup "How much do you agree? Acme made it easy for me to do what I came to do." required',
    );
  });

  test('whoever chooses something else hears the field for it, and none of these takes all others back', async () => {
    const page = await open({ survey: steady('choice-several') });
    const check = (name: string) => page.getByLabel(name, { exact: true }).check({ force: true });
    await check('Price');
    await check('Something else');
    const lines = await heard(page);
    expect(lines).toEqual(expect.arrayContaining(['    checkbox "Price" checked', '  textbox "What is it?"']));
    await check('None of these');
    expect((await heard(page)).filter((line) => / checked| textbox/.test(line))).toEqual([
      '    checkbox "None of these" checked',
    ]);
  });

  test('a file that was added is heard by its name, and can be removed by it', async () => {
    const page = await open({ survey: steady('file') });
    const picture = { name: 'shelf.png', mimeType: 'image/png', buffer: Buffer.from('picture') };
    await page.locator('input[type=file]').setInputFiles([picture]);
    await page.getByText('shelf.png').first().waitFor();
    expect((await heard(page)).filter((line) => /shelf|status/.test(line))).toEqual([
      '      listitem "shelf.png"',
      '        button "Remove shelf.png"',
      '    status "shelf.png"',
      '  status',
    ]);
  });

  test('whatever Tab reaches in any survey is in the tree, with a role and a name', async () => {
    const page = await open();
    for (const name of Object.keys(surveys)) {
      await mount(page, { survey: { ...surveys[name]!, id: name }, requireConsent: true });
      for (let steps = 0, here = ''; !/^button "(Send|Next)"$/.test(here); steps++) {
        expect(steps, `${name}: Next or Send is reached`).toBeLessThan(60);
        await page.keyboard.press('Tab');
        const things = all(await panelInChromium(page));
        const nameless = things.filter((thing) => thing.focusable && !thing.name.trim());
        expect(nameless, name).toEqual([]);
        // the innermost: a day's field has parts of its own
        const at = things.filter(({ states }) => states.includes('focused')).at(-1);
        here = `${at?.role} "${at?.name}"`;
        expect(`${name}: ${here}`).toMatch(/: (button|radio|checkbox|combobox|textbox|spinbutton|date|link) "\S.*"$/);
      }
    }
  });
});
