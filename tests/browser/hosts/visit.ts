import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type CollectorProcess, collectorProcess } from '../../support/collector-process';
import { token } from '../../support/stored';
import { type OpenOptions, settled, useStand } from '../script-tag/stand';
import { type Picture, picture } from './pictures';

export const TAB = 'html > div button';
export const FORM = 'html > div dialog.earshot';

/** Large enough for the whole form, also where a page enlarges it by half. */
export const WINDOW = { viewport: { width: 1200, height: 900 }, reducedMotion: 'reduce' as const };

/** The three looks of it that are compared. */
export interface Looks {
  tab: Picture;
  form: Picture;
  answered: Picture;
}

/** The same words in every picture. What is stored is told apart by what is typed after it was taken. */
const WORDS = 'Easy to find, ';

/** Scripts on one origin, the page on another, the real collector on a third; `feedback` goes to it by the tab. */
export function useHosts(projects = ['shop']) {
  const stand = useStand();
  let collector: CollectorProcess;
  beforeAll(async () => void (collector = await collectorProcess(projects, ['*', 'null'])));
  afterAll(() => collector?.close());

  return {
    stand,
    /** The script tag for this collector. */
    tag: (attributes = '') => stand.tag(` data-survey="feedback"${attributes}`, `${collector.url}/v1/submissions`),
    async open({ attributes, context, ...options }: OpenOptions = {}): Promise<Page> {
      const page = await stand.open({
        script: this.tag(attributes),
        context: { ...WINDOW, ...context },
        ...options,
        // else the browser asks for /favicon.ico, and its 404 stands in the console
        head: `<link rel="icon" href="data:,">${options.head ?? ''}`,
      });
      await settled(page);
      return page;
    },
    /** What the page's console heard of us, and what went wrong on it. */
    complaints: () => stand.said.filter((line) => /^(error|pageerror)|Earshot/.test(line)),
    /** What the collector has, of every kind. */
    records: async (project = 'shop') => (await collector.rows(project)).map(({ record }) => record),
    /** Waits until a record with the words is stored, and proves that there is one. */
    async storedWith(words: string, project = 'shop') {
      const found = async () =>
        (await this.records(project)).filter(({ answers }) =>
          answers.some(({ value }) => typeof value === 'string' && value.includes(words)),
        );
      await expect.poll(async () => (await found()).length, { message: `stored with ${words}` }).toBeGreaterThan(0);
      const records = await found();
      expect(records).toHaveLength(1);
      return records[0]!;
    },
    /** Waits until the words are stored, and proves that it was once and what was answered. */
    async expectStored(words: string, { project = 'shop', url }: { project?: string; url?: RegExp } = {}) {
      const record = await this.storedWith(words, project);
      expect(record).toMatchObject({ kind: 'submission', survey: { id: 'feedback' } });
      expect(record.answers.map(({ type, value }) => [type, value])).toEqual([
        ['scale', 2],
        ['choice', ['idea']],
        ['text', `${WORDS}${words}`],
      ]);
      if (url) expect(record.context?.url).toMatch(url);
    },
  };
}

/** Opens the form by the tab and waits until it stands. A real click: what lies over the tab fails it. */
export async function openForm(page: Page | Frame) {
  await page.locator(TAB).first().click();
  await page.locator(`${FORM} textarea`).waitFor();
}

/** Answers with mouse and keys as a visitor does; each click has to hit what a visitor would. */
export async function answer(inside: Page | Frame, page = inside as Page) {
  const form = inside.locator(FORM);
  await form.locator('.list .point').nth(1).click();
  await form.locator('.row .point').nth(1).click();
  await form.locator('textarea').click();
  await page.keyboard.type(WORDS);
  await page.mouse.move(0, 0);
}

/** Types words that stand in no other record, sends, and waits until the form says that they were sent. */
export async function finish(inside: Page | Frame, page = inside as Page): Promise<string> {
  const words = token();
  const form = inside.locator(FORM);
  await form.locator('textarea').focus();
  await page.keyboard.press('End');
  await page.keyboard.type(words);
  await form.locator('.send').click();
  await form.getByText('Sent.', { exact: true }).first().waitFor();
  return words;
}

/** Opens and answers the form, and takes its pictures on the way. */
export async function look(page: Page, inside: Page | Frame = page): Promise<Looks> {
  await inside.locator(TAB).first().waitFor();
  const tab = await picture(page, TAB, inside);
  await openForm(inside);
  await page.mouse.move(0, 0);
  const form = await picture(page, FORM, inside);
  await answer(inside, page);
  return { tab, form, answered: await picture(page, FORM, inside) };
}
