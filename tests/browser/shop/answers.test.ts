import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { removeProfile, type Visit, visit } from '../../support/browser';
import { type Demo, startDemo } from '../../support/demo-process';
import { rowsOf } from '../../support/idb';

/** Done means 4, as its people live it: a visitor of the shop, the team in the report, and another visitor. */

const folder = mkdtempSync(join(tmpdir(), 'earshot-answers-'));
let demo: Demo;
let visits: Visit[] = [];
let profiles: string[] = [];
const complaints: string[] = [];

// Nobody answers at this mail server: what the team wrote is the visitor's from then on, also while its mail waits.
beforeAll(async () => {
  demo = await startDemo({
    PORT: '0',
    DATA_DIR: folder,
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Maru <hello@maru.example>',
  });
});
afterAll(async () => {
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const it of visits) await it.close().catch(() => {});
  visits = [];
  profiles.forEach(removeProfile);
  profiles = [];
  expect(complaints).toEqual([]);
});

const comes = async (): Promise<Visit> => {
  const it = await visit();
  visits.push(it);
  profiles.push(it.profile);
  return it;
};
const open = async ({ context }: Visit, address: string): Promise<Page> => {
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (it) => /Content.Security.Policy|Trusted/i.test(it.text()) && complaints.push(it.text()));
  await page.goto(new URL(address, demo.url).href);
  return page;
};
const button = (where: Page | Locator, name: string) => where.getByRole('button', { name, exact: true });
const openForm = async (page: Page): Promise<Locator> => {
  await button(page, 'Feedback').click();
  const dialog = page.getByRole('dialog', { name: 'Feedback' });
  await dialog.waitFor();
  return dialog;
};
/** Opens the form, again and again until there is the way to what was answered: it comes with a screen, not while one stands. */
const openAnswers = async (page: Page): Promise<Locator> => {
  await expect
    .poll(
      async () => {
        const dialog = await openForm(page);
        if (await dialog.getByRole('button', { name: /^Answers and updates/ }).count()) return true;
        await button(dialog, 'Close').click();
        return false;
      },
      { timeout: 20_000, interval: 300, message: 'the way to answers and updates' },
    )
    .toBe(true);
  const dialog = page.getByRole('dialog', { name: 'Feedback' });
  await dialog.getByRole('button', { name: /^Answers and updates/ }).click();
  await dialog.getByRole('heading', { name: 'Answers and updates' }).waitFor();
  return dialog;
};
const answered = (dialog: Locator) => expect.poll(() => dialog.getByRole('status').first().textContent());

/** Says something and asks for a reply; gives the id under which the collector has it. */
const say = async (page: Page, words: string, email: string): Promise<string> => {
  const dialog = await openForm(page);
  await dialog.getByText('Satisfied', { exact: true }).click({ force: true });
  await dialog.getByRole('textbox').first().fill(words);
  await dialog.getByRole('checkbox').check({ force: true });
  await dialog.getByLabel('Email').fill(email);
  await button(dialog, 'Send').click();
  await dialog.getByText('Sent.', { exact: true }).first().waitFor();
  const stored = (await demo.rows()).filter(({ record }) => JSON.stringify(record).includes(words));
  expect(stored).toHaveLength(1);
  await button(dialog, 'Close').first().click();
  return stored[0]!.record.id;
};

test('what was said in the shop is answered in the inbox, an update is published, and its visitor sees both, offline and online; another visitor cannot', async () => {
  const mina = await comes();
  const shop = await open(mina, '/');
  const words = `The handle is too thin (${crypto.randomUUID()})`;
  const id = await say(shop, words, 'mina@example.com');

  // before anybody looked at it
  const first = await openAnswers(shop);
  await first.getByText('Received', { exact: true }).waitFor();
  expect(await first.textContent()).toContain('Satisfied');
  await button(first, 'Close').click();

  // ---------------------------------------------------------------------------------- the team, by the report's pages
  const team = await comes();
  const report = await open(team, demo.report);
  await report.goto(`${demo.url}/report/p/shop/inbox`);
  await report.getByText(words).first().waitFor();
  await report.goto(`${demo.url}/report/p/shop/s/${id}`);
  const reply = 'Thank you, Mina.\nThe next firing has a thicker handle. <b>Promised</b>';
  await report.locator('#reply').fill(reply);
  await report.getByRole('button', { name: 'Send the reply' }).click();
  await report.getByRole('link', { name: 'Write a new update' }).click();
  await report.locator('#title-0').fill('Thicker handles');
  await report.locator('#text-0').fill('You said that handles were too thin.\nWe made them 2 mm thicker.');
  await report.locator('#url').fill('https://maru.example/handles');
  await report.getByRole('button', { name: 'Save as a draft' }).click();
  await report.getByRole('button', { name: /publish/i }).click();
  await report
    .getByText(/published/i)
    .first()
    .waitFor();

  // ---------------------------------------------------------------------------------- the visitor, online
  const seesBoth = async (dialog: Locator) => {
    await dialog.getByText('Resolved', { exact: true }).waitFor();
    const text = await dialog.textContent();
    expect(text).toContain(reply);
    expect(text).toContain('This led to a change: Thicker handles');
    expect(text).toContain('We made them 2 mm thicker.');
    expect(await dialog.getByRole('link', { name: 'Read more: Thicker handles' }).getAttribute('href')).toBe(
      'https://maru.example/handles',
    );
    expect(text).not.toContain(words);
  };
  await shop.reload();
  const online = await openAnswers(shop);
  await seesBoth(online);
  await expect.poll(() => online.getByText('New', { exact: true }).count()).toBeGreaterThan(1);
  await answered(online).toBe('');
  await button(online, 'Back').click();
  // it was looked at
  const way = online.getByRole('button', { name: /^Answers and updates/ });
  await expect.poll(() => way.textContent()).toBe('Answers and updates');
  expect(await way.evaluate((it) => it === (it.getRootNode() as ShadowRoot).activeElement)).toBe(true);
  await button(online, 'Close').click();

  // ---------------------------------------------------------------------------------- the visitor, offline
  await mina.offline(true);
  const offline = await openAnswers(shop);
  await seesBoth(offline);
  await answered(offline).toMatch(/^We can’t look for news right now\. As of .+\.$/);
  await button(offline, 'Close').click();
  await mina.offline(false);

  // the shop is there, its collector is not
  const gone = await open(mina, '/help/care/');
  await gone.route(/\/v1\//, (route) => route.abort());
  const kept = await openAnswers(gone);
  await seesBoth(kept);
  await answered(kept).toMatch(/^We can’t look for news right now\. As of /);

  // ---------------------------------------------------------------------------------- another visitor
  const other = await comes();
  const theirs = await open(other, '/');
  const said = `Lovely glaze (${crypto.randomUUID()})`;
  await say(theirs, said, 'jo@example.com');
  // one who knows the other's id, and has a receipt of their own that opens nothing of it
  const asked = await theirs.evaluate(
    async ({ id, secret }) => {
      const answer = await fetch('/v1/receipts', {
        method: 'POST',
        body: JSON.stringify({ v: 1, project: 'shop', secrets: [id, secret] }),
      });
      return answer.json();
    },
    { id, secret: 'AAAAAAAAAAAAAAAAAAAAAA' },
  );
  expect(asked.receipts.map(({ status }: { status: string }) => status)).toEqual(['unknown', 'unknown']);
  await expect.poll(async () => Object.keys(await rowsOf(theirs, 'shop', 'receipt:'))).toHaveLength(1);
  await theirs.evaluate(async (foreign) => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('earshot:shop');
      request.onsuccess = () => resolve(request.result);
    });
    const rows = db.transaction('kv', 'readwrite').objectStore('kv');
    // the other's id over a receipt that is not theirs
    rows.put({ secret: 'AAAAAAAAAAAAAAAAAAAAAA', at: Date.now() }, `receipt:${foreign}`);
    await new Promise((done) => (rows.transaction.oncomplete = done));
    db.close();
  }, id);
  const seen = await openAnswers(theirs);
  await seen.getByText('Thicker handles').first().waitFor();
  await seen.getByText('No longer kept').waitFor();
  const text = await seen.textContent();
  for (const secret of ['Thank you, Mina', 'Promised', 'This led to a change', words])
    expect(text).not.toContain(secret);
  // nor does anything of it lie on their device
  expect(JSON.stringify(await rowsOf(theirs, 'shop'))).not.toContain('Promised');
  await button(seen, 'Close').click();

  // ---------------------------------------------------------------------------------- reset
  const call = (page: Page, ...args: unknown[]) =>
    page.evaluate(
      (given) => (window as never as { earshot(...all: unknown[]): Promise<unknown> }).earshot(...given),
      args,
    );
  await gone.unroute(/\/v1\//);
  await call(gone, 'reset');
  const after = await rowsOf(gone, 'shop');
  expect(Object.keys(after).filter((key) => /^(receipt:|meta:news)/.test(key))).toEqual([]);
  const anew = await openAnswers(gone);
  await anew.getByText('Thicker handles').first().waitFor();
  expect(await anew.textContent()).not.toContain('Promised');
  expect(await anew.getByRole('heading', { name: 'Your feedback' }).count()).toBe(0);
});
