import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CollectorProcess, collectorProcess } from '../../support/collector-process';
import { panelInChromium } from '../../support/heard/chromium';
import { outline } from '../../support/heard/outline';
import { tabOf, useStand } from '../script-tag/stand';
import { complete } from './by-keyboard';
import { steady } from './gallery';

const stand = useStand();
let collector: CollectorProcess;
beforeAll(async () => void (collector = await collectorProcess(['shop'], ['*'])));
afterAll(() => collector?.close());

const NOTES = `<script>window.earshot=function(){(earshot.q=earshot.q||[]).push(arguments)}</script>`;

/** Opens a page with this survey and, with the keyboard alone, the form on it. */
async function openByKeyboard(name: string): Promise<Page> {
  const surveys = JSON.stringify({ [name]: steady(name) }).replaceAll("'", '&#39;');
  const page = await stand.open({
    head: NOTES,
    script: stand.tag(` data-surveys='${surveys}' data-survey="${name}"`, `${collector.url}/v1/submissions`),
  });
  await tabOf(page).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName)).toBe('button');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.locator('.page').waitFor({ state: 'attached' });
  return page;
}

const heard = async (page: Page) => outline(await panelInChromium(page));

/** Goes through all pages; gives what stood on each before it was answered. */
async function goThrough(page: Page, answer: () => Promise<void>): Promise<string[][]> {
  const pages: string[][] = [];
  const title = () => page.locator('.earshot h3').first().textContent();
  for (;;) {
    pages.push(await heard(page));
    const before = await title();
    await answer();
    await page.keyboard.press('Enter');
    await expect.poll(title).not.toBe(before);
    if (!(await page.locator('.page').count())) return pages;
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)).toContain('page');
  }
}

const stored = async (survey: string) => {
  const rows = async () => (await collector.rows('shop')).filter(({ record }) => record.survey?.id === survey);
  await expect.poll(async () => (await rows()).length).toBe(1);
  return (await rows())[0]!.record;
};

test('a journey of three pages is opened, answered and sent with the keyboard alone, and the collector has each answer', async () => {
  const page = await openByKeyboard('journey');
  const pages = await goThrough(page, () => complete(page));
  expect(pages.map((lines) => lines.find((line) => /progressbar/.test(line))?.trim())).toEqual([
    'progressbar "Progress"',
    'progressbar "Progress"',
    'progressbar "Progress"',
  ]);
  expect(pages[0]!.filter((line) => / radiogroup "How much do you agree\? .+" required/.test(line))).toHaveLength(1);
  expect(pages[1]!.filter((line) => / group "What was in the way\?" \(.+\)/.test(line))).toHaveLength(1);
  expect(pages[2]!.filter((line) => / textbox "What made it difficult\?/.test(line))).toHaveLength(1);
  // the heading of the end that fits has the focus
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe(
    'Thank you for telling us',
  );
  expect((await stored('journey')).answers).toMatchObject([
    { question: 'effort', value: 2 },
    { question: 'obstacle' },
    { question: 'words', value: 'Words' },
  ]);
});

test('ready questions over three pages are answered and sent with the keyboard alone, and the collector has each answer', async () => {
  const page = await openByKeyboard('ready');
  const pages = await goThrough(page, () => complete(page));
  expect(pages).toHaveLength(3);
  expect(pages[0]!.filter((line) => / radiogroup /.test(line))).toHaveLength(2);
  expect(pages[2]!.filter((line) => / radio /.test(line))).toHaveLength(5);
  expect((await stored('ready')).answers.map(({ question, value }) => [question, value])).toEqual([
    ['goal', 'Words'],
    ['success', ['partly']],
    ['expected', 2],
    ['effort', 2],
    ['why', 'Words'],
    ['stars', 2],
  ]);
});
