import { expect, test } from 'vitest';
import { mount, rateLow, send } from './drive';
import { surveys } from './gallery';
import { more } from './more-surveys';
import { layoutOf } from './presets';
import { NAMED } from './see-themes';
import { DESKTOP, panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();

/** One of each control, before and after it was chosen. */
const SCREENS = ['feedback', 'nps', 'scale-stars', 'choice-several', 'matrix', 'ranking', 'file', 'contact', 'links'];

test('under the pointer every text, edge and sign of every theme keeps the contrast that WCAG 1.4.3 and 1.4.11 ask for', async () => {
  const page = await open(undefined, DESKTOP);
  const low: string[] = [];
  const times = new Map<string, number>();
  for (const name of SCREENS) {
    const survey = { ...surveys, ...more }[name];
    await mount(page, { survey: survey ? { ...survey, id: name } : (name as 'feedback'), layout: layoutOf(name) });
    for (const chosen of [false, true]) {
      if (chosen) await rateLow(page);
      const controls = page
        .locator('.earshot')
        .locator('.point, .star, .add, .check, button:enabled, a, select, textarea');
      const kinds = new Set<string>();
      for (const control of await controls.all()) {
        // one of its kind: whatever has its classes looks the same
        const kind = await control.evaluate(
          (it) => `${it.localName} ${it.className} ${!!it.querySelector(':checked')}`,
        );
        if (kinds.has(kind)) continue;
        kinds.add(kind);
        await control.hover({ force: true });
        expect(await control.evaluate((it) => it.matches(':hover')), kind).toBe(true);
        const seen = await page.evaluate(
          (screen) => (window as unknown as { stage: Stage }).stage.hoveredInThemes(screen),
          `${name}, ${kind}`,
        );
        low.push(...seen.low);
        for (const theme of seen.themes) times.set(theme, (times.get(theme) ?? 0) + 1);
      }
    }
  }
  expect(low).toEqual([]);
  // a theme of another font has fewer: what moved away from the pointer is not measured
  expect(times.size).toBe(NAMED.length);
  for (const [theme, count] of times) expect(count, theme).toBeGreaterThan(20);
}, 300_000);

test('the measurement takes opacity and filters into account, and does not pass what it cannot read', async () => {
  const page = await open({ survey: 'ces' }, DESKTOP);
  await send(page);
  const low = (css: string) =>
    page.evaluate((text) => {
      const { stage } = window as unknown as { stage: Stage };
      const it = stage.root.querySelector<HTMLElement>('.send')!;
      it.style.cssText = text;
      const found = stage.contrastsNow().filter(({ ratio, needed }) => !(ratio >= needed));
      it.style.cssText = '';
      return found.map(({ node }) => node.slice(0, 11));
    }, css);
  expect(await low('')).toEqual([]);
  expect(await low('opacity:.3')).toEqual(['button.send']);
  expect(await low('filter:brightness(3)')).toEqual(['button.send']);
  expect(await low('filter:invert(1)')).toEqual(['button.send']);
  expect(await low('background-image:linear-gradient(red,blue)')).toEqual(['button.send']);
});
