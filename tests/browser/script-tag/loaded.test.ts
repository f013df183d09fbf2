import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Survey } from '../../../src/contract/types';
import { call, DIST, settled, tabOf, useStand } from './stand';

const stand = useStand();

const { surveys } = JSON.parse(readFileSync(join(DIST, '../examples/gallery/public/surveys.json'), 'utf8')) as {
  surveys: { [name: string]: Survey };
};

/** What was loaded, without hashes: `ranking`, `more`, … */
const loaded = () =>
  new Set(
    stand.assets.paths.flatMap((path) => /\/chunks\/([\w-]+?)(?:\.[\w-]+-own)?\.[\w-]{7}\.js/.exec(path)?.[1] ?? []),
  );

/** What any page has that shows a form in English. */
const USUAL = ['start', 'extras', 'panel', 'more', 'en'];

const config = (value: object) =>
  `<script type="application/json" data-earshot-config>${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;

/** Opens a page with these surveys, shows one, and waits for all that comes with it. */
async function show(name: string, attributes = '', given: object = { surveys: { [name]: surveys[name] } }) {
  const page = await stand.open({ head: config(given), attributes });
  await settled(page);
  await call(page, 'open', name);
  await page.locator('.earshot h2').waitFor({ state: 'attached' });
  await settled(page);
  return loaded();
}

test('a page with a preset loads no flow, no question of its own, no prompt, no other language, no theme', async () => {
  const page = await stand.open();
  await settled(page);
  await tabOf(page).click();
  await page.locator('.earshot textarea').waitFor();
  await settled(page);
  // who opens the form by the tab is shown what was changed, which is asked for at idle
  await expect.poll(() => [...loaded()].sort()).toEqual([...USUAL, 'updates'].sort());
  await settled(page);
  expect([...loaded()].sort()).toEqual([...USUAL, 'updates'].sort());
});

/** The files in widget/fields that each of the gallery's surveys needs; the others are drawn by the panel itself. */
const NEEDS: { [name: string]: string[] } = {
  'scale-list': [],
  'scale-stars': ['flow', 'stars'],
  'scale-thumbs': ['flow', 'thumbs'],
  ranking: ['flow', 'ranking'],
  matrix: ['flow', 'matrix'],
  number: ['flow', 'number'],
  date: ['flow', 'date'],
};

test.each(Object.entries(NEEDS))('survey "%s" loads what it is made of and nothing else: %s', async (name, needs) => {
  expect(Object.keys(surveys), 'the gallery has it').toContain(name);
  expect([...(await show(name))].sort()).toEqual([...USUAL, ...needs].sort());
});

test('a survey that opens by itself loads prompts and its trigger, and no other trigger', async () => {
  await stand
    .open({
      head: config({ surveys: { late: { preset: 'ces', trigger: { scrollPercent: 90 } } }, consent: 'granted' }),
    })
    .then(settled);
  expect([...loaded()].sort()).toEqual([...USUAL, 'prompts', 'scroll'].sort());
});

test('a theme and a language are loaded where they are worn and spoken, and no other', async () => {
  const got = await show('ces', ' data-theme="ink" data-locale="de"', {});
  expect([...got].sort()).toEqual(['start', 'extras', 'panel', 'more', 'more-languages', 'de', 'ink'].sort());
});
