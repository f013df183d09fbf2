import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { WrittenSurvey } from '../../../src/contract/types';
import { chromium } from '../../support/chromium';
import type { Row } from '../../support/collector-client';
import { type Demo, startDemo } from '../../support/demo-process';

const read = (file: string) =>
  (
    JSON.parse(readFileSync(`examples/gallery/public/${file}`, 'utf8')) as {
      surveys: { [name: string]: WrittenSurvey };
    }
  ).surveys;

/** The gallery's own surveys by name: presets are not among them. */
export const SURVEYS: { [name: string]: WrittenSurvey } = { ...read('surveys.json'), ...read('around.json') };

export const PHONE = { viewport: { width: 390, height: 780 } };

/** What the gallery says of itself (states.js): its presets, and which survey has which state. */
export interface Offer {
  presets: string[];
  /** By state, the surveys that have it. */
  states: { [state: string]: string[] };
}

/** `npm start` on a free port, and a browser: one of each a file. What the page complains of fails the test. */
export function useGallery() {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-gallery-'));
  let demo: Demo;
  let browser: Browser;
  const complaints: string[] = [];
  const close: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const { executablePath, args, env } = await chromium();
    [demo, browser] = await Promise.all([
      startDemo({ PORT: '0', DATA_DIR: folder }),
      playwright.launch({ executablePath, args, env: env as Record<string, string> }),
    ]);
  });
  afterEach(async () => {
    for (const each of close.splice(0)) await each();
    expect(complaints.splice(0), 'what the pages complained of').toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const newPage = async (options: BrowserContextOptions = PHONE) => {
    const context = await browser.newContext({ ...PHONE, reducedMotion: 'reduce', ...options });
    close.push(() => context.close());
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    return page;
  };

  return {
    newPage,
    /** Opens the gallery with a choice in its address, and waits until the survey stands there. */
    async openGallery(query = '', options?: BrowserContextOptions): Promise<Page> {
      const page = await newPage(options);
      await page.goto(`${demo.url}/gallery/${query}`);
      await shownIn(page);
      return page;
    },
    /** Opens the page inside the gallery alone. Rejects with what it says where it could not show it. */
    async openStage(query: string, options?: BrowserContextOptions, page?: Page): Promise<Page> {
      const stage = page ?? (await newPage(options));
      await stage.goto(`${demo.url}/gallery/stage.html?${query}`);
      const said = await told(stage);
      if ('failed' in said) throw new Error(said.failed);
      return stage;
    },
    async offer(page: Page): Promise<Offer> {
      return (await page.evaluate(`import('/gallery/states.js').then(async ({ PRESETS, STATES, has, loadSurveys }) => {
        const { all } = await loadSurveys();
        const names = [...PRESETS, ...Object.keys(all)];
        const entries = Object.keys(STATES).map((state) => [state, names.filter((name) => has(state, name, all))]);
        return { presets: PRESETS, states: Object.fromEntries(entries) };
      })`)) as Offer;
    },
    /** What the collector stored of the gallery's answers, oldest first. */
    async rows(): Promise<Row[]> {
      const answer = await fetch(`${demo.url}/v1/admin/submissions?project=gallery&limit=1000`, {
        headers: { authorization: `Bearer ${demo.token}` },
      });
      return ((await answer.json()) as { submissions: Row[] }).submissions;
    },
  };
}

/** What a stage says of itself once it has come to an end. */
const told = async (stage: Page) => {
  await stage.waitForFunction(
    () => 'shown' in document.documentElement.dataset || 'failed' in document.documentElement.dataset,
  );
  return (await stage.evaluate(() => ({ ...document.documentElement.dataset }))) as
    | { shown: string }
    | { failed: string };
};

/** Waits until the gallery says what is shown in its frame, and gives that. */
export async function shownIn(gallery: Page): Promise<string> {
  await gallery.waitForFunction(() => !['', '…'].includes(document.querySelector('.told')!.textContent!));
  return (await gallery.locator('.told').textContent())!;
}

/** Shows another survey in the state that the stage was opened in. */
export const show = (stage: Page, survey: string, answers?: string): Promise<void> =>
  stage.evaluate(
    ([name, which]) =>
      (window as unknown as { stage: { show(name: string, which?: string): Promise<void> } }).stage.show(name!, which),
    [survey, answers] as const,
  );

/** What is wider than the window, or than the form it stands in. */
export const tooWide = (stage: Page): Promise<string[]> =>
  stage.evaluate(() => {
    const roots = [document, ...[...document.querySelectorAll('*')].flatMap((it) => it.shadowRoot ?? [])];
    const boxes = [
      document.documentElement,
      ...roots.flatMap((it) => [...it.querySelectorAll('.earshot, .earshot > div')]),
    ];
    return boxes
      .filter((it) => it.scrollWidth > it.clientWidth && it.clientWidth > 0)
      .map((it) => `${it.localName}.${it.className}: ${it.scrollWidth} in ${it.clientWidth}`);
  });
