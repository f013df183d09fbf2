import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { engine } from '../../support/browser';

/** What has the focus inside the panel. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    let it = document.activeElement;
    while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
    const { localName, className, type = '', name = '', id = '', checked = false } = it as HTMLInputElement;
    return { localName, className, type, name, id, checked, label: it?.getAttribute('aria-label') ?? '' };
  });

/** What the keyboard enters into what has the focus; nothing where Tab goes on. */
async function enter(page: Page) {
  const at = await focused(page);
  if (at.type === 'radio') {
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
  } else if (at.type === 'checkbox') {
    // an order that was moved is ticked already
    if (!at.checked) await page.keyboard.press('Space');
  } else if (at.localName === 'textarea') await page.keyboard.type('Words');
  else if (at.localName === 'select') await page.keyboard.press('ArrowDown');
  else if (at.type === 'email') await page.keyboard.type('kim@maru.example');
  else if (at.type === 'date') await page.keyboard.type(engine === 'webkit' ? '01/31/2026' : '01312026');
  else if (at.id.startsWith('number-')) await page.keyboard.type('2');
  else if (at.type === 'text') await page.keyboard.type('Word');
  else if (at.label.startsWith('Move down')) await page.keyboard.press('Enter');
}

/** Tabs through a page of a survey and answers what it meets, once each; ends on Next or Send. */
export async function complete(page: Page) {
  const done = new Set<string>();
  for (let steps = 0; ; steps++) {
    expect(steps, 'Next or Send is reached').toBeLessThan(60);
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at.className.split(' ').includes('send')) return;
    const what = at.name || at.id || at.label.split(':')[0]!;
    if (what && !done.has(what)) {
      done.add(what);
      await enter(page);
    }
  }
}
