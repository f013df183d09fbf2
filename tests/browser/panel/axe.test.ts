import { expect, test } from 'vitest';
import { deliver, mount, PRESETS, rateLow, send, write } from './drive';
import { bringAxe, findings } from './findings';
import { layoutOf } from './presets';
import { panelSession } from './session';
import type { Stage } from './stage';
import { variants } from './variants';

const { open } = panelSession();

test.each(variants)(
  'axe finds nothing in any screen of any preset, in light, dark and contrast, on $name',
  async ({ context }) => {
    const page = await open(undefined, context);
    await bringAxe(page);
    const seen = await page.evaluate(() => (window as unknown as { stage: Stage }).stage.see('presets', 'axe'));
    expect(seen.wrong).toEqual([]);
    // six each, a prompt and an inline form of all but the one that is inline, twice what became of the words, and three
    // times the way to answers and updates with what it leads to
    expect(seen.screens).toBe(6 * PRESETS.length + 2 * (PRESETS.length - 1) + 2 * 6 + 2 * 3);
  },
);

test.each(variants)('axe finds nothing in the whole page, with ours on it, on $name', async ({ context }) => {
  const page = await open(undefined, context);
  const found: unknown[] = [];
  const look = async (screen: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const it of await findings(page)) found.push({ screen, colorScheme, ...it });
    }
  };
  for (const survey of ['feedback', 'helpful'] as const) {
    await mount(page, { survey, layout: layoutOf(survey), requireConsent: true });
    await look(survey);
  }
  await mount(page, { survey: 'ces', layout: 'prompt' });
  await look('prompt');
  await mount(page, { survey: 'nps', settleMs: 0 });
  await rateLow(page);
  await write(page, 'Words');
  await send(page);
  await page.locator('.earshot h3').waitFor();
  await deliver(page, 'refused');
  await look('refused');
  expect(found).toEqual([]);
});
