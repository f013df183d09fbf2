import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { sampleFacts } from '../../../examples/collector/src/sample/facts';
import { SAMPLE } from '../../../examples/collector/src/sample/parts';
import type { findChromium } from '../../support/find-chromium.mjs';
import { NOW, reportStage, TOKEN } from './report-stage';

const FOLDER = 'tests/output/reader';
/** What tells nothing about the sample. */
const UNREAD = new Set([
  'people',
  'account',
  'mails',
  'log',
  'missing',
  'update-new',
  'theme-edit',
  'submissions-none',
  'nothing',
]);
const MOST_PX = 4_000;

/**
 * The pages of the sample as `npm start -- --sample` makes it, as pictures, with the questions that a reader should be
 * able to answer from them alone. The answers, counted from the records themselves, are in a file beside the folder.
 */
export const writeReader = async (found: Awaited<ReturnType<typeof findChromium>>) => {
  const { executablePath, args, env } = found;
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const stage = await reportStage(SAMPLE);
  const browser = await playwright.launch({ executablePath, args, env });
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  await page.goto(`${stage.url}/report?token=${TOKEN}`);
  for (const [name, path] of Object.entries({ ...stage.pages, ...stage.alike })) {
    if (UNREAD.has(name)) continue;
    await page.goto(stage.url + path);
    const tall = Number(await page.evaluate('document.documentElement.scrollHeight'));
    const clip = { x: 0, y: 0, width: 1200, height: Math.min(MOST_PX, tall) };
    await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true, clip });
  }
  await browser.close();
  await stage.close();
  const facts = sampleFacts({ ...SAMPLE, now: NOW });
  const list = (part: 'question' | 'answer') =>
    facts.map((fact, at) => `${at + 1}. (${fact.project}) ${fact[part]}\n`).join('');
  writeFileSync(join(FOLDER, 'questions.txt'), list('question'));
  writeFileSync(`${FOLDER}-answers.txt`, list('answer'));
  console.log(`Pictures and questions in ${FOLDER}, the answers in ${FOLDER}-answers.txt`);
};
