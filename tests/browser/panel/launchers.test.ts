import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ko } from '../../../src/loader/labels';
import { mount } from './drive';
import { type Finding, findings } from './findings';
import { panelSession } from './session';
import type { Stage } from './stage';
import { variants } from './variants';

const { open } = panelSession();

const SHAPES = ['tab', 'edge', 'button'] as const;
const looks = SHAPES.flatMap((launcher) => variants.map(({ name, context }) => ({ launcher, name, context })));

const stood = (page: Page) => page.evaluate(() => (window as unknown as { stage: Stage }).stage.dressed);

/** Each part of the launcher in sight: how large it is, whether it stands in the window, whether it holds its words. */
const parts = (page: Page) =>
  page.evaluate(() => {
    const { root } = (window as unknown as { stage: Stage }).stage;
    return [...root.querySelectorAll<HTMLElement>('button, a')]
      .filter((it) => it.checkVisibility())
      .map((it) => {
        const box = it.getBoundingClientRect();
        const { clientWidth, clientHeight } = document.documentElement;
        const words = document.createRange();
        words.selectNodeContents(it);
        const text = words.getBoundingClientRect();
        return {
          name: it.textContent,
          small: box.width < 43.9 || box.height < 43.9,
          outside:
            box.left < -0.5 || box.top < -0.5 || box.right > clientWidth + 0.5 || box.bottom > clientHeight + 0.5,
          spills:
            text.left < box.left - 1 ||
            text.right > box.right + 1 ||
            text.top < box.top - 1 ||
            text.bottom > box.bottom + 1,
        };
      });
  });

const sound = (name: string) => ({ name, small: false, outside: false, spills: false });

test.each(looks)(
  'the launcher $launcher has nothing that axe finds, 44 px and its words in it, on $name',
  async ({ launcher, context }) => {
    const page = await open(undefined, { ...context, launcher });
    await stood(page);
    const found: (Finding & { state: string })[] = [];
    const look = async (state: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const it of await findings(page)) found.push({ state: `${state}, ${colorScheme}`, ...it });
        found.push(...(await lowOf(page, `${state}, ${colorScheme}`)));
      }
      for (const part of await parts(page)) expect(part, state).toEqual(sound(part.name!));
    };
    expect(await parts(page)).toHaveLength(1);
    if (context.lang === 'ko') expect((await parts(page))[0]!.name).toBe(ko[1]);
    await look('at rest');
    await page.getByRole('button').last().focus();
    await look('focused');
    await page.getByRole('button').last().hover();
    await look('hovered');
    await page.evaluate('stage.tab.busy(true)');
    await look('busy');
    await page.evaluate('stage.tab.busy(false), stage.tab.failed(() => {})');
    await look('where it cannot open');
    const box = async (selector: 'button' | 'link') => (await page.getByRole(selector).last().boundingBox())!;
    const [sorry, link] = [await box('button'), await box('link')];
    const apart = [link.y + link.height <= sorry.y, sorry.y + sorry.height <= link.y];
    apart.push(link.x + link.width <= sorry.x, sorry.x + sorry.width <= link.x);
    expect(apart.includes(true), 'the link stands clear of the launcher').toBe(true);
    expect(found).toEqual([]);
  },
);

test('the round launcher stays round while its region says something else than that it cannot open', async () => {
  const page = await open(undefined, { viewport: { width: 1000, height: 820 }, launcher: 'button' });
  await stood(page);
  const size = async () => {
    const { width, height } = (await page.getByRole('button').last().boundingBox())!;
    return [width, height];
  };
  await page.evaluate('stage.tab.busy(false), stage.tab.announce("A question has come")');
  expect(await size()).toEqual([56, 56]);
  await page.evaluate('stage.tab.failed(() => {})');
  expect((await size())[0]).toBeGreaterThan(150);
  await page.evaluate('stage.tab.busy(true)');
  expect(await size()).toEqual([56, 56]);
});

/** What the launcher's words and edge have too little contrast with. */
const lowOf = async (page: Page, state: string): Promise<(Finding & { state: string })[]> => {
  const all = await page.evaluate(() => {
    const { stage } = window as unknown as { stage: Stage };
    return stage.launcherContrasts();
  });
  expect(all.length).toBeGreaterThan(0);
  return all
    .filter(({ ratio, needed }) => !(ratio >= needed))
    .map(({ node, ratio, needed }) => ({
      kind: 'violation',
      rule: 'contrast',
      node,
      why: `${ratio} < ${needed}`,
      state,
    }));
};

test.each(SHAPES)(
  'the launcher %s has its words in it at 320 × 256 px, with long words and large text',
  async (launcher) => {
    for (const [lang, label] of [
      ['de', ''],
      ['en', 'Tell us what you think'],
    ] as const) {
      const page = await open(undefined, { viewport: { width: 320, height: 256 }, fontPx: 32, launcher, lang, label });
      await stood(page);
      const [part] = await parts(page);
      expect(part).toEqual(sound(part!.name!));
      if (label) expect(part!.name).toBe(label);
    }
  },
);

test.each(SHAPES)(
  'with forced colours the launcher %s has an edge, and another one while it has the focus',
  async (launcher) => {
    const page = await open(undefined, { viewport: { width: 390, height: 780 }, forcedColors: 'active', launcher });
    await stood(page);
    const edges = () =>
      page.evaluate(() => {
        const it = (window as unknown as { stage: Stage }).stage.root.querySelector('button')!;
        const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(it);
        return [borderTopStyle, borderTopWidth, outlineStyle];
      });
    expect(await edges()).toEqual(['solid', '2px', 'none']);
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('button').last().focus();
    expect((await edges())[2]).not.toBe('none');
  },
);

test.each(SHAPES)('under an open form the launcher %s comes to the front while it has the focus', async (launcher) => {
  const page = await open(undefined, { viewport: { width: 1000, height: 820 }, launcher });
  await stood(page);
  await mount(page, { survey: 'feedback' });
  await page.keyboard.press('Tab');
  await page.evaluate(() => (window as unknown as { stage: Stage }).stage.root.querySelector('button')!.focus());
  const front = await page.evaluate(() => {
    const { root } = (window as unknown as { stage: Stage }).stage;
    const it = root.querySelector('button')!;
    const { left, top, width, height } = it.getBoundingClientRect();
    return root.elementFromPoint(left + width / 2, top + height / 2) === it;
  });
  expect(front).toBe(true);
});
