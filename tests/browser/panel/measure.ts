import type { Page } from 'playwright-core';
import { overflowIn, unreadableIn } from './boxes';
import { mount, type PRESETS, rateLow, write } from './drive';
import { layoutOf } from './presets';

/** Shows a preset with everything open that it can show. */
export async function showAll(page: Page, survey: (typeof PRESETS)[number]) {
  await mount(page, { survey, layout: layoutOf(survey), requireConsent: true });
  await rateLow(page);
  await write(page, '가'.repeat(3900));
  const reply = page.getByLabel('I’d like a reply');
  if (await reply.count()) await reply.check();
}

/** Controls smaller than 44 by 44 CSS pixels. A radio counts with its label, which is its target. */
export const tooSmall = (page: Page) =>
  page.locator('.earshot').evaluate((panel) =>
    // A link in the midst of a sentence is as high as its line (WCAG 2.5.8, Inline).
    [...panel.querySelectorAll('button, input, textarea, a:not(p a)')].flatMap((it) => {
      const { width, height } = (it.closest('label') ?? it).getBoundingClientRect();
      return width < 43.9 || height < 43.9 ? [`${it.outerHTML.slice(0, 80)} ${width} × ${height}`] : [];
    }),
  );

/** What sticks out of the panel (`boxes.ts`). */
export const overflow = (page: Page) => page.locator('.earshot').evaluate(overflowIn);

/** Text that cannot be read as it stands (`boxes.ts`). */
export const unreadable = (page: Page) => page.locator('.earshot').evaluate(unreadableIn);
