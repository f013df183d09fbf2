import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CollectorProcess, collectorProcess } from '../../support/collector-process';
import { token } from '../../support/stored';
import { settled, tabOf, useStand } from './stand';

const stand = useStand();
let collector: CollectorProcess;
beforeAll(async () => void (collector = await collectorProcess(['shop'], ['*'])));
afterAll(() => collector?.close());

/** Where the words go, as on a script tag. */
const endpoint = () => `${collector.url}/v1/submissions`;

/** DELIVERY.md, "Security and privacy", 1, word for word. */
const policy = () =>
  `default-src 'none'; script-src 'nonce-page' 'strict-dynamic'; connect-src ${collector.url}; require-trusted-types-for 'script'; trusted-types 'none'`;

const NOTE = `<script nonce="page">window.violations = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
  violations.push(violatedDirective + ' ' + blockedURI + ' ' + sample));</script>`;

const violations = (page: Page) => page.evaluate(() => (window as never as { violations: string[] }).violations);

/** The main job as a visitor does it. */
const rate = async (page: Page, words: string) => {
  await tabOf(page).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio').nth(1).check({ force: true });
  await dialog.getByRole('textbox').first().fill(words);
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
};
/** What the collector stored with these words in it. */
const stored = async (words: string) =>
  (await collector.rows('shop'))
    .map(({ record }) => record)
    .filter(({ answers }) => answers.some(({ value }) => value === words));

describe('A strict page, with the scripts on a second origin (Security 1)', () => {
  for (const crossorigin of ['crossorigin ', '']) {
    for (const survey of ['ces', 'feedback']) {
      it(`takes ${survey} from tab to collector with zero violations, ${crossorigin ? 'with' : 'without'} crossorigin`, async () => {
        const page = await stand.open({
          headers: { 'content-security-policy': policy() },
          head: NOTE,
          script: stand.tag(` nonce="page" data-survey="${survey}"`, endpoint()).replace('crossorigin ', crossorigin),
        });
        await settled(page);
        const words = token();
        await rate(page, words);
        await expect.poll(() => stored(words)).toMatchObject([{ kind: 'submission', survey: { id: survey } }]);
        expect((await stored(words))[0]!.answers).toHaveLength(2);
        await page.getByRole('dialog').getByText('Sent.', { exact: true }).first().waitFor();
        expect(await violations(page)).toEqual([]);
        expect(stand.said.filter((line) => /^(error|pageerror)/.test(line))).toEqual([]);
      });
    }
  }

  it('shows what became of the words, and asks for it, with zero violations', async () => {
    const page = await stand.open({
      headers: { 'content-security-policy': policy() },
      head: NOTE,
      script: stand.tag(' nonce="page"', endpoint()),
    });
    await settled(page);
    const words = token();
    await rate(page, words);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Sent.', { exact: true }).first().waitFor();
    expect(await stored(words)).toHaveLength(1);
    await expect
      .poll(async () => {
        await page.evaluate(() => (window as never as { earshot(name: string): unknown }).earshot('close'));
        await tabOf(page).click();
        await dialog.waitFor();
        return dialog.getByRole('button', { name: 'Answers and updates' }).count();
      })
      .toBe(1);
    await dialog.getByRole('button', { name: 'Answers and updates' }).click();
    await dialog.getByText('Received', { exact: true }).waitFor();
    await expect.poll(() => dialog.getByRole('heading', { name: 'Answers and updates' }).count()).toBe(1);
    await expect.poll(() => dialog.getByRole('status').first().textContent()).toBe('');
    expect(await violations(page)).toEqual([]);
    expect(stand.said.filter((line) => /^(error|pageerror)/.test(line))).toEqual([]);
  });

  it('counts violations at all: a style attribute on this page is one', async () => {
    const page = await stand.open({
      headers: { 'content-security-policy': policy() },
      head: NOTE,
      body: '<p style="color: red">Red</p>',
      script: stand.tag(' nonce="page"', endpoint()),
    });
    await settled(page);
    expect(await violations(page)).toHaveLength(1);
  });

  it('works with the import map of integrity.json, and runs no chunk that was changed on the way (Security 2)', async () => {
    const { importmap } = await (await fetch(`${stand.assets.url}/integrity.json`)).json();
    const absolute = Object.fromEntries(
      Object.entries(importmap.integrity).map(([file, hash]) => [new URL(file, `${stand.assets.url}/`).href, hash]),
    );
    const head = `<script type="importmap">${JSON.stringify({ integrity: absolute })}</script>`;
    const good = await stand.open({ head });
    await tabOf(good).click();
    await good.getByRole('dialog').waitFor();
    await good.close();

    const tampered = await stand.open({
      head: `${head}<script>window.earshot=function(){(earshot.q=earshot.q||[]).push(arguments)}</script>`,
      script: '',
    });
    await tampered.route('**/chunks/start.*', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${await answer.text()};window.tampered = true;` });
    });
    await tampered.addScriptTag({ url: `${stand.assets.url}/earshot.js` });
    await tampered.evaluate((endpoint) => {
      (window as never as { earshot(...args: unknown[]): void }).earshot('init', { endpoint, project: 'shop' });
    }, stand.endpoint);
    await tabOf(tampered).click();
    await tampered.getByRole('button', { name: "Can't open right now. Try again" }).waitFor();
    expect(await tampered.evaluate(() => 'tampered' in window)).toBe(false);
  });
});
