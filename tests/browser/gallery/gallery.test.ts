import { readdirSync, readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { THEMES } from '../../../src/survey/theme';
import { findings } from '../panel/findings';
import { PRESETS } from '../panel/presets';
import { SURVEYS, shownIn, useGallery } from './gallery-page';

const { openGallery, openStage, offer, newPage } = useGallery();

const DESKTOP = { viewport: { width: 1200, height: 900 } };

const optionsOf = (page: Page, name: string) =>
  page.locator(`[name=${name}] option`).evaluateAll((all) => all.map((it) => (it as HTMLOptionElement).value));
const fieldsOf = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLSelectElement>('select, input')].map(({ name, value }) => [name, value]),
    ),
  );
const frameOf = (page: Page): Frame => page.frames()[1]!;
/** Chooses as a visitor does, and waits until that is shown. */
const choose = async (page: Page, name: string, value: string) => {
  await page.locator(`[name=${name}]`).selectOption(value);
  await shownIn(page);
  return frameOf(page);
};
const inPanel = <T>(frame: Frame, read: (panel: HTMLElement) => T): Promise<T> =>
  frame.locator('.earshot').evaluate(read as (panel: HTMLElement | SVGElement) => T);

test('the gallery offers every theme, language, preset and survey that there is', async () => {
  const page = await openGallery('', DESKTOP);
  expect((await optionsOf(page, 'theme')).sort()).toEqual([...THEMES].sort());
  const locales = readdirSync('widget/locales').flatMap(
    (file) => /^(?!.*-(?:more|questions)\.ts$)(.+)\.ts$/.exec(file)?.[1] ?? [],
  );
  expect((await optionsOf(page, 'lang')).sort()).toEqual(Intl.getCanonicalLocales(locales).sort());
  expect((await offer(page)).presets).toEqual([...PRESETS]);
  expect(await optionsOf(page, 'survey')).toEqual([...PRESETS, ...Object.keys(SURVEYS)]);
  expect(await page.locator('nav a').allTextContents()).toEqual([...PRESETS, ...Object.keys(SURVEYS)]);
});

test('each theme can be chosen, and the form wears its tokens', async () => {
  const page = await openGallery('', DESKTOP);
  for (const theme of THEMES) {
    const frame = await choose(page, 'theme', theme);
    const paper = await inPanel(frame, (panel) => getComputedStyle(panel).getPropertyValue('--earshot-paper').trim());
    const file = readFileSync(`themes/${theme === 'auto' ? 'light' : theme}.css`, 'utf8');
    expect(paper, theme).toBe(/--earshot-paper:\s*([^;]+);/.exec(file)![1]);
  }
});

test('each language can be chosen, with its direction, and the form speaks it', async () => {
  const page = await openGallery('', DESKTOP);
  const said = new Map<string, string>();
  for (const lang of await optionsOf(page, 'lang')) {
    const frame = await choose(page, 'lang', lang);
    const dir = /^(ar|fa|he|ur)$/.test(lang) ? 'rtl' : 'ltr';
    expect(await frame.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      lang,
      dir,
    ]);
    const [tag, direction, asked] = await inPanel(frame, (panel) => [
      panel.lang,
      getComputedStyle(panel.firstElementChild!).direction,
      panel.querySelector('.asked')!.textContent!,
    ]);
    expect([Intl.getCanonicalLocales(tag)[0], direction], lang).toEqual([lang, dir]);
    said.set(lang, asked!);
  }
  expect(said.get('en')).toBe('Overall, how satisfied are you with Maru Pottery?');
  expect(new Set(said.values()).size, 'no two say the same').toBe(said.size);
});

test('what was chosen is in the address, and the address shows the same again', async () => {
  const page = await openGallery('', DESKTOP);
  const chosen = {
    survey: 'ends',
    state: 'sent',
    answers: 'high',
    layout: 'inline',
    theme: 'dusk',
    accent: '#c2185b',
    lang: 'ar',
    dir: 'ltr',
    launcher: 'edge',
    position: 'start',
    width: '768',
    text: '200',
  };
  for (const [name, value] of Object.entries(chosen)) await choose(page, name, value);
  await page.locator('[name=side]').fill('40');
  await page.locator('[name=bottom]').fill('64');
  await page.keyboard.press('Tab');
  await shownIn(page);
  const { search } = new URL(page.url());
  expect(Object.fromEntries(new URLSearchParams(search))).toEqual({ ...chosen, side: '40', bottom: '64' });

  const again = await openGallery(search, DESKTOP);
  expect(await fieldsOf(again)).toEqual({ ...chosen, side: '40', bottom: '64' });
  expect(new URL(again.url()).search).toBe(search);
  const alone = new URL((await again.locator('[data-alone]').getAttribute('href'))!);
  const stage = await openStage(alone.search.slice(1));
  const title = SURVEYS['ends']!.ends!.find(({ id }) => id === 'glad')!.title as { ar: string };
  for (const one of [frameOf(page), frameOf(again), stage])
    expect(await one.locator('.earshot.inline h3').textContent()).toBe(title.ar);
});

test('an address says only what is not so anyway, and what has nothing to say is no part of it', async () => {
  const page = await openGallery('?survey=journey&state=last&answers=high', DESKTOP);
  await choose(page, 'survey', 'nps');
  // a survey of one page has no last one
  expect(new URL(page.url()).search).toBe('?survey=nps');
  expect(await page.locator('[name=state] option:disabled').evaluateAll((all) => all.length)).toBe(2);
  expect(await page.locator('[name=answers]').isDisabled()).toBe(true);
});

test('an address that asks for what there is not is told so', async () => {
  const page = await newPage(DESKTOP);
  const url = new URL((await openGallery('', DESKTOP)).url());
  await page.goto(`${url.origin}/gallery/?theme=plaid&lang=ko`);
  await page.getByRole('status').getByText('There is no theme=plaid here.').waitFor();
  expect(await fieldsOf(page)).toMatchObject({ theme: 'auto', lang: 'ko' });
  await expect(openStage('survey=nps&state=last')).rejects.toThrow('"nps" has no state "last".');
  await expect(openStage('survey=none')).rejects.toThrow('There is no survey "none".');
  await expect(openStage('survey=stages&answers=high&state=page-2')).rejects.toThrow('one page only');
});

test('all fields are walked through by keyboard, and the form that opens takes no focus from them', async () => {
  const page = await openGallery('', DESKTOP);
  const names = Object.keys(await fieldsOf(page)).filter((name) => name !== 'answers'); // which says nothing yet
  const walked: string[] = [];
  await page.locator('[name=survey]').focus();
  for (let steps = 0; walked.length < names.length && steps < 40; steps++) {
    const name = await page.evaluate(() => document.activeElement!.getAttribute('name'));
    if (name) walked.push(name);
    await page.keyboard.press('Tab');
  }
  expect(walked).toEqual(names);

  await page.locator('[name=survey]').focus();
  for (const expected of ['ces', 'csat', 'nps']) {
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => frameOf(page).url()).toContain(`survey=${expected}`);
    await shownIn(page);
    await expect.poll(() => page.evaluate(() => document.activeElement!.getAttribute('name'))).toBe('survey');
    expect(await page.locator('[name=survey]').inputValue()).toBe(expected);
  }
});

test.each([
  ['a desktop, light', DESKTOP],
  ['a desktop, dark', { ...DESKTOP, colorScheme: 'dark' as const }],
  ['a phone', { viewport: { width: 390, height: 800 } }],
  ['320 px, dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const }],
])('axe finds nothing in the gallery itself on %s, and it is not scrolled sideways', async (_, options) => {
  const page = await openGallery('?survey=ends&state=sent&launcher=edge&theme=ink', options);
  await page.locator('main details').evaluate((details) => void ((details as HTMLDetailsElement).open = true));
  const found = (await findings(page)).filter(({ rule }) => rule !== 'frame-tested');
  expect(found).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
