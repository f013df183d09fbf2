import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { complete } from './by-keyboard';
import { mount, PRESETS } from './drive';
import { surveys } from './gallery';
import { more } from './more-surveys';
import { layoutOf } from './presets';
import { panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();

/** As high as a phone's window above its keyboard. */
const LOW = { viewport: { width: 390, height: 500 }, hasTouch: true, isMobile: true };

/** What of the focused control is in sight, and what lies over it. Nothing where it stands in head or foot itself. */
const covered = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { place } = (window as unknown as { stage: Stage }).stage;
    const focused = place.activeElement;
    const panel = focused?.closest('.earshot');
    if (!focused || !panel || focused.closest('.head, .foot')) return [];
    // what has the ring; of a field of several lines the first ones, where the caret is
    const { top: from, bottom: to } = (focused.closest('.point, .star, .add') ?? focused).getBoundingClientRect();
    const box = { top: from, bottom: focused.matches('textarea') ? Math.min(to, from + 44) : to };
    const name = `${focused.outerHTML.slice(0, 80)} at ${box.top} to ${box.bottom}`;
    const found: string[] = [];
    const room = panel.getBoundingClientRect();
    let [top, bottom] = [Math.max(0, room.top), Math.min(innerHeight, room.bottom)];
    for (const bar of panel.querySelectorAll('.head, .foot')) {
      if (getComputedStyle(bar).position !== 'sticky') continue;
      const edge = bar.getBoundingClientRect();
      if (bar.matches('.head')) top = Math.max(top, edge.bottom);
      else bottom = Math.min(bottom, edge.top);
    }
    if (box.top < top - 1) found.push(`${name} is above ${top}`);
    if (box.bottom > bottom + 1) found.push(`${name} is below ${bottom}`);
    return found;
  });

const shown = { ...surveys, ...more };

test.each(['forwards', 'backwards'] as const)(
  'whatever Tab reaches %s in any form on 390 × 500 px stands clear of its head and foot (WCAG 2.4.11)',
  async (way) => {
    const page = await open(undefined, LOW);
    const key = way === 'forwards' ? 'Tab' : 'Shift+Tab';
    const wrong: string[] = [];
    let stops = 0;
    const walk = async (screen: string) => {
      // until it has been everywhere: the sheet keeps the focus
      for (let steps = 0, first = ''; steps < 80; steps++) {
        await page.keyboard.press(key);
        const at = await page.evaluate(() => {
          const { place } = (window as unknown as { stage: Stage }).stage;
          const all = [...place.querySelectorAll('*')];
          return place.activeElement ? `${all.indexOf(place.activeElement)}` : '';
        });
        if (at && at === first) break;
        if (at) first ||= at;
        for (const text of await covered(page)) wrong.push(`${screen}: ${text}`);
        stops++;
      }
    };
    for (const survey of PRESETS) {
      await mount(page, { survey, layout: layoutOf(survey), requireConsent: true });
      if (layoutOf(survey) === 'dialog') await walk(survey);
    }
    for (const [name, survey] of Object.entries(shown)) {
      await mount(page, { survey: { ...survey, id: name }, requireConsent: true });
      await walk(name);
    }
    expect(wrong).toEqual([]);
    expect(stops).toBeGreaterThan(150);
  },
  240_000,
);

test('what is missing is in sight after Send, clear of head and foot, on 390 × 500 px (WCAG 2.4.11)', async () => {
  const page = await open(undefined, LOW);
  const wrong: string[] = [];
  for (const [name, survey] of Object.entries(shown)) {
    await mount(page, { survey: { ...survey, id: name }, requireConsent: true });
    await complete(page);
    await page.keyboard.press('Enter');
    for (const text of await covered(page)) wrong.push(`${name}: ${text}`);
  }
  expect(wrong).toEqual([]);
}, 240_000);
