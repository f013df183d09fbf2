import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { quiet, useStand } from './stand';

const stand = useStand();

interface Shift {
  value: number;
  /** Within half a second of a click or key: the measure of the web leaves it out. */
  afterInput: boolean;
  what: string[];
}
interface Seen {
  shifts: Shift[];
  /** Takes down what the browser has measured and not yet told. */
  takeShifts(): void;
}

const watchShifts = () => {
  const shifts: Shift[] = [];
  interface LayoutShift extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
    sources: { node?: Node }[];
  }
  const name = (node?: Node) => (node instanceof Element ? `${node.localName}.${node.className}` : `${node?.nodeName}`);
  const note = (entries: PerformanceEntryList) => {
    for (const { value, hadRecentInput, sources } of entries as LayoutShift[])
      shifts.push({ value, afterInput: hadRecentInput, what: sources.map(({ node }) => name(node)) });
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  Object.assign(window, { shifts, takeShifts: () => note(observer.takeRecords()) } satisfies Seen);
};

/** All that shifted. The second frame begins when the first is drawn, with the last change in it, and measured. */
const shifts = (page: Page) =>
  page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const { shifts, takeShifts } = window as never as Seen;
    takeShifts();
    return shifts;
  });

/** Longer than half a second: nothing that moves from now on can be excused by the click before. */
const unexcused = (page: Page) => page.waitForTimeout(600);

test.each([
  ['desktop', { width: 1000, height: 700 }],
  ['phone', { width: 390, height: 780 }],
])('nothing shifts on a %s while the tab appears, and while the panel opens and closes', async (_, viewport) => {
  const page = await stand.open({ before: watchShifts, viewport });
  await page.getByRole('button', { name: 'Feedback' }).waitFor();
  await quiet(page);
  expect(await shifts(page)).toEqual([]);

  await page.getByRole('button', { name: 'Feedback' }).click();
  await page.getByRole('dialog').getByRole('radio').first().waitFor();
  await unexcused(page);
  expect((await shifts(page)).filter(({ afterInput }) => !afterInput)).toEqual([]);

  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await unexcused(page);
  expect((await shifts(page)).filter(({ afterInput }) => !afterInput)).toEqual([]);
  // what is excused by the click may be our own panel, never the page
  expect((await shifts(page)).flatMap(({ what }) => what).filter((name) => /^(p|h1|body)\.$/.test(name))).toEqual([]);
});

const PLACE = '<div id="place" data-earshot-survey="helpful"></div>';

test.each([
  ['desktop', { width: 1000, height: 700 }],
  ['phone', { width: 390, height: 780 }],
])('a survey in a page shifts nothing on a %s where its height is reserved, and only then', async (_, viewport) => {
  const opened = async (style = '') => {
    const page = await stand.open({ before: watchShifts, viewport, body: `${style}${PLACE}` });
    await page.getByRole('radio').first().waitFor();
    await quiet(page);
    return page;
  };
  const page = await opened();
  expect((await shifts(page)).flatMap(({ what }) => what)).toContain('p.');
  const { height } = (await page.locator('#place').boundingBox())!;

  const reserved = await opened(`<style>#place { min-height: ${height}px }</style>`);
  expect(await shifts(reserved)).toEqual([]); // a CLS of 0
  expect((await reserved.locator('#place').boundingBox())!.height).toBe(height);
});

test('the watch for shifts sees one: a box that pushes the page down', async () => {
  const page = await stand.open({ before: watchShifts });
  await quiet(page);
  await page.evaluate(() => {
    const box = document.createElement('div');
    box.style.height = '200px';
    document.body.prepend(box);
  });
  expect((await shifts(page)).length).toBe(1);
});
