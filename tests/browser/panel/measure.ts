import type { Page } from 'playwright-core';
import { mount, type PRESETS, rateLow, write } from './drive';

export const layoutOf = (survey: string) => (survey === 'helpful' ? 'inline' : 'dialog') as 'inline' | 'dialog';

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

/** Elements that stick out of the panel, and whether panel or page scroll sideways. */
export const overflow = (page: Page) =>
  page.locator('.earshot').evaluate((panel) => {
    const { left, right } = panel.getBoundingClientRect();
    const out = [...panel.querySelectorAll('*:not(.unseen)')].filter((it) => {
      const box = it.getBoundingClientRect();
      return box.width && !it.closest('.unseen, .head') && (box.left < left - 0.5 || box.right > right + 0.5);
    });
    return [
      ...out.map((it) => it.outerHTML.slice(0, 90)),
      ...(panel.scrollWidth > panel.clientWidth ? ['the panel scrolls sideways'] : []),
      ...(panel.clientWidth > innerWidth ? ['the panel is wider than the window'] : []),
    ];
  });
