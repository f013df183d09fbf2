import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Survey } from '../../../src/contract/types';
import { THEMES } from '../../../src/survey/theme';
import { mount, rateLow, send } from './drive';
import { type Finding, findings } from './findings';
import { DESKTOP, PHONE, panelSession } from './session';

const { open } = panelSession();

const { surveys } = JSON.parse(readFileSync('examples/gallery/public/surveys.json', 'utf8')) as {
  surveys: { [name: string]: Survey };
};

const NARROW = { ...PHONE, viewport: { width: 320, height: 640 } };

const variants = [
  { name: 'a desktop, light', context: DESKTOP },
  { name: 'a desktop, dark, ko', context: { ...DESKTOP, colorScheme: 'dark' as const, lang: 'ko' } },
  { name: 'a phone, from right to left, ar', context: { ...PHONE, lang: 'ar', dir: 'rtl' } },
  { name: '320 px, dark', context: { ...NARROW, colorScheme: 'dark' as const } },
];

test.each(variants)('axe finds nothing in any question of the gallery on $name', async ({ context }) => {
  const page = await open(undefined, context);
  const found: (Finding & { screen: string })[] = [];
  const look = async (screen: string) => {
    for (const it of await findings(page)) found.push({ screen, ...it });
  };
  for (const [name, survey] of Object.entries(surveys)) {
    await mount(page, { survey: { ...survey, id: name } });
    await look(`${name}, empty`);
    await rateLow(page);
    await look(`${name}, answered`);
    await mount(page, { survey: { ...survey, id: name }, requireConsent: true });
    await send(page);
    await look(`${name}, with its messages`);
  }
  expect(found).toEqual([]);
});

test.each(THEMES)('axe finds nothing in the theme %s', async (theme) => {
  const page = await open(undefined, DESKTOP);
  const found: (Finding & { screen: string })[] = [];
  for (const name of ['scale-stars', 'choice-other', 'matrix', 'ranking', 'contact', 'file']) {
    await mount(page, { survey: { ...surveys[name]!, id: name }, theme });
    await rateLow(page);
    for (const it of await findings(page)) found.push({ screen: name, ...it });
  }
  expect(found).toEqual([]);
});
