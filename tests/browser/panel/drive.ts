import type { Page } from 'playwright-core';
import type { DeliveryState, PanelHost, SubmitOutcome } from '../../../src/survey/panel-host';
import type { Stage } from './stage';

export type Change = Partial<Omit<PanelHost, 'root' | 'opener'>> & {
  outcome?: SubmitOutcome;
  delivery?: DeliveryState[];
  /** There are answers and updates, and the collector can be heard about them or not. */
  newsHeard?: boolean;
};

export { PRESETS } from './presets';

/** Waits for the stage and shows a survey on it. */
export async function mount(page: Page, change: Change) {
  await page.waitForFunction('window.stage');
  await page.evaluate((it) => (window as unknown as { stage: Stage }).stage.mount(it), change);
  await page.evaluate(() => Promise.all(document.getAnimations().map((it) => it.finished)));
}

/** Reads from the stage: what was said to the host, what was submitted. */
export const read = <T>(page: Page, field: 'said' | 'filled' | 'violations') =>
  page.evaluate(
    (name) => (window as unknown as { stage: { [name: string]: unknown } }).stage[name],
    field,
  ) as Promise<T>;

export const deliver = (page: Page, state: DeliveryState) =>
  page.evaluate((it) => (window as unknown as { stage: Stage }).stage.deliver(it), state);

/** Chooses the first point of every rating and choice: the low end. */
export async function rateLow(page: Page) {
  for (let seen = 0; ; seen++) {
    const group = page.locator('.earshot fieldset').nth(seen);
    if (!(await group.count())) return;
    const point = group.locator('input:is([type=radio],[type=checkbox])').first();
    if (await point.count()) await point.check({ force: true });
  }
}

export const write = (page: Page, text: string) => page.locator('.earshot textarea').fill(text);
export const send = (page: Page) => page.locator('.earshot .send').click();
