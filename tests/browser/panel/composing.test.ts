import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Filled } from '../../../src/survey/panel-host';
import { mount, PRESETS, read, send } from './drive';
import { DESKTOP, PHONE, panelSession } from './session';

const { open } = panelSession();

/** Composes like an input method: the syllable under way changes in place, then it is committed. */
async function compose(page: Page, steps: string[], commit: string) {
  const devtools = await page.context().newCDPSession(page);
  for (const text of steps)
    await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  return {
    commit: () => devtools.send('Input.insertText', { text: commit }),
    /** A key that the input method takes: keyCode 229, as every engine reports it. */
    key: (key: string, code: number) =>
      devtools.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key,
        code: key,
        windowsVirtualKeyCode: 229,
        nativeVirtualKeyCode: code,
      }),
  };
}

for (const size of [DESKTOP, PHONE])
  test(`composing 한글 and pressing Esc and Enter neither closes nor sends, and the syllables arrive (${size.viewport.width} px)`, async () => {
    const page = await open(undefined, { ...size, lang: 'ko' });
    for (const survey of PRESETS) {
      const inline = survey === 'helpful';
      await mount(page, { survey, layout: inline ? 'inline' : 'dialog', settleMs: 0 });
      if (inline) await page.getByLabel('아니요').check({ force: true });
      const field = page.locator('.earshot textarea');
      await field.focus();
      const first = await compose(page, ['ㅎ', '하', '한'], '한');
      await first.key('Escape', 27);
      await first.key('Enter', 13);
      expect(await page.locator('.earshot').count(), 'still open').toBe(1);
      expect(await read(page, 'filled'), 'nothing sent').toEqual([]);
      expect(await field.inputValue(), 'the syllable is still there').toBe('한');
      await first.commit();
      const second = await compose(page, ['ㄱ', '그', '글'], '글');
      await second.commit();
      expect(await field.inputValue()).toBe('한글');
      await send(page);
      await page.locator('.earshot h3').waitFor();
      const [filled] = await read<Filled[]>(page, 'filled');
      expect(filled!.answers.at(-1)).toMatchObject({ question: 'comment', value: '한글' });
    }
  });

test('a render in the middle of a syllable does not disturb it', async () => {
  const page = await open({ survey: 'ces' }, { ...DESKTOP, lang: 'ko' });
  const field = page.locator('.earshot textarea');
  await field.focus();
  const typing = await compose(page, ['ㄱ', '가'], '가');
  await page.evaluate("stage.handle.setLocale('en')");
  expect(await field.inputValue()).toBe('가');
  await typing.commit();
  expect(await field.inputValue()).toBe('가');
  await page.locator('.earshot[lang=en]').waitFor();
});

test('the counter counts NFC code points, and text is never cut', async () => {
  const page = await open({ survey: 'ces' });
  const field = page.locator('.earshot textarea');
  await field.fill('한'.normalize('NFD').repeat(3999));
  await page.getByText('3999 / 4000').waitFor();
  await field.fill(`${'😀'.repeat(4000)}!`);
  await page.getByText('4001 / 4000').waitFor();
  await send(page);
  await page.getByText('This is too long to send. Please shorten it.').waitFor();
  expect(await read(page, 'filled')).toEqual([]);
  expect([...(await field.inputValue())].length).toBe(4001);
  expect(await field.evaluate((it) => it.matches(':focus'))).toBe(true);
  await field.fill('😀'.repeat(4000));
  await send(page);
  await page.locator('.earshot h3').waitFor();
});
