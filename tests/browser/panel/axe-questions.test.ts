import { expect, test } from 'vitest';
import { bringAxe } from './findings';
import { surveys } from './gallery';
import { more } from './more-surveys';
import { panelSession } from './session';
import type { Stage } from './stage';
import { variants } from './variants';

const { open } = panelSession();

const names = Object.keys(surveys);

test.each(variants)(
  'axe finds nothing in any question of the gallery, unanswered, answered, missing or wrong, on $name',
  async ({ context }) => {
    const page = await open(undefined, context);
    await bringAxe(page);
    const seen = await page.evaluate(
      (those) => (window as unknown as { stage: Stage }).stage.see('questions', 'axe', those),
      surveys,
    );
    expect(seen.wrong).toEqual([]);
    expect(seen.screens).toBeGreaterThanOrEqual(3 * names.filter((name) => !surveys[name]!.pages).length);
  },
);

test.each(variants)(
  'axe finds nothing on any page or end of the surveys that have some, on $name',
  async ({ context }) => {
    const page = await open(undefined, context);
    await bringAxe(page);
    const seen = await page.evaluate(
      (those) => (window as unknown as { stage: Stage }).stage.see('paged', 'axe', those),
      { ...surveys, ...more },
    );
    expect(seen.wrong).toEqual([]);
    expect(seen.screens).toBeGreaterThan(50);
  },
);
