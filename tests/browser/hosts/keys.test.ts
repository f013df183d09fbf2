import { describe, expect, it } from 'vitest';
import { answer, FORM, finish, openForm, useHosts } from './visit';

/*
 * A panel that stands and a host that listens on `document` in the capture phase: panel/keyboard.test.ts. Here the keys
 * belong to the page from its first line on. What it hears of us has our element as target: it looks like no field.
 */
const hosts = useHosts();

const hotkeys: [where: string, listen: () => void][] = [
  [
    'document, before anything else hears them',
    () => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const type of ['keydown', 'keypress', 'keyup'])
        document.addEventListener(
          type,
          (event) => {
            if ((event.target as Element).matches?.('input, textarea, select, [contenteditable]')) return;
            heard.push((event as KeyboardEvent).key);
            event.preventDefault();
            event.stopImmediatePropagation();
          },
          true,
        );
    },
  ],
  [
    'window, on their way up',
    () => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      addEventListener('keydown', (event) => {
        if ((event.target as Element).matches?.('input, textarea, select, [contenteditable]')) return;
        heard.push(event.key);
        event.preventDefault();
      });
    },
  ],
];

describe('Hotkeys', () => {
  it.each(hotkeys)(
    'of a page that listens on %s do not take a letter from our form, and keep the others',
    async (_where, before) => {
      const page = await hosts.open({ before });
      await openForm(page);
      await answer(page);
      await hosts.expectStored(await finish(page));
      expect(await page.evaluate('heard')).toEqual([]);
      await page.locator(`${FORM} .head button`).click();
      await page.keyboard.press('j');
      expect(await page.evaluate('heard')).toContain('j');
    },
  );

  it('that a page takes on window before we are there are not given back: what is pasted and clicked still arrives', async () => {
    const page = await hosts.open({
      before: () =>
        addEventListener(
          'keydown',
          (event) => event.key.length === 1 && !event.ctrlKey && event.preventDefault(),
          true,
        ),
    });
    await openForm(page);
    await answer(page);
    const box = page.locator(`${FORM} textarea`);
    expect(await box.inputValue()).toBe('');
    // as by the clipboard, by a menu or by an input method: no key is part of it
    await page.keyboard.insertText('Easy to find, ');
    const words = `pasted-${crypto.randomUUID()}`;
    await page.keyboard.insertText(words);
    await page.locator(`${FORM} .send`).click();
    await hosts.expectStored(words);
  });
});
