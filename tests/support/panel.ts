import type { Locator } from 'playwright-core';
import type { Tab } from './tab';

/** The visitor's own way in: clicks the tab and waits for the panel. */
export async function openPanel({ page }: Tab): Promise<void> {
  await page.getByRole('button', { name: 'Feedback' }).click();
  await page.getByRole('dialog').waitFor();
}

export const commentBox = ({ page }: Tab): Locator => page.getByRole('dialog').getByRole('textbox').first();

/** `dispatchEvent` where the page is so busy that a real click would wait for it. */
export const send = ({ page }: Tab): Promise<void> => page.getByRole('button', { name: 'Send', exact: true }).click();

/** Opens, chooses a rating, types and sends. `beforeSend` runs when everything is filled in. */
export async function sayInPanel(
  tab: Tab,
  words: string,
  { beforeSend, score = 2 }: { beforeSend?: () => Promise<unknown>; score?: number } = {},
): Promise<void> {
  await openPanel(tab);
  await tab.page
    .getByRole('radio')
    .nth(score - 1)
    .check({ force: true });
  await commentBox(tab).fill(words);
  await beforeSend?.();
  await send(tab);
}

/** The same from inside of the page, for pages on which WebDriver can hand over no element. */
export async function sayByScript({ page }: Tab, words: string): Promise<void> {
  await page.evaluate(async (text) => {
    const until = async <Found>(look: () => Found | null | undefined): Promise<Found> => {
      for (;;) {
        const found = look();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const root = await until(() => document.querySelector<HTMLElement>('html > div')?.shadowRoot);
    const button = (name: string) =>
      until(() => Array.from(root.querySelectorAll('button')).find((one) => one.textContent?.trim() === name));
    (await button('Feedback')).click();
    (await until(() => root.querySelectorAll<HTMLInputElement>('[type=radio]')[1])).click();
    const box = await until(() => root.querySelector('textarea'));
    box.value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    (await button('Send')).click();
  }, words);
}

/** Everything that the panel says. */
export const panelText = async ({ page }: Tab): Promise<string> =>
  (await page.getByRole('dialog').allInnerTexts()).join('\n');

/** What the panel's status region says. */
export const statusText = async ({ page }: Tab): Promise<string> =>
  (await page.getByRole('dialog').getByRole('status').allInnerTexts()).join('\n').trim();
