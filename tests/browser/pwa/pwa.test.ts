import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeProfile, type Visit, visit } from '../../support/browser';
import { freePort } from '../../support/free-port';
import { QUICK_SYNC } from '../../support/site-worker';
import { token } from '../../support/stored';

const SERVER = join(import.meta.dirname, '../../../examples/pwa/serve.mjs');

let folder: string;
let port: number;
let server: ChildProcess | undefined;
let browser: Visit;

const startServer = async () => {
  server = spawn(process.execPath, [SERVER], {
    env: { ...process.env, PORT: `${port}`, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout!, 'data'); // its address
};
const stopServer = async () => {
  const ended = once(server!, 'exit');
  server!.kill();
  await ended;
  server = undefined;
};
/** How often words stand in what the recipe's collector stored. */
const stored = (words: string) => {
  const file = join(folder, 'notes.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split(words).length - 1 : 0;
};
/** Opens the app; the second visit is the worker's, with all that the app needs in its cache. */
const openTwice = async (page: Page) => {
  await page.goto(`http://localhost:${port}/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.reload({ waitUntil: 'networkidle' });
  expect(await page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true);
};
const send = async (page: Page, words: string) => {
  await page.getByLabel('A note').fill(words);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('on this device').first().waitFor();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-pwa-'));
  port = await freePort();
  await startServer();
  browser = await visit({ args: QUICK_SYNC });
});

afterAll(async () => {
  await browser?.close();
  if (browser) removeProfile(browser.profile);
  if (server) await stopServer();
  rmSync(folder, { recursive: true, force: true });
});

test('fault 33 in the recipe: the server gone, a note sent, the tab closed, the server back: the note is there, once', async () => {
  const page = await browser.newPage();
  await openTwice(page);
  const words = token('note');
  await stopServer();
  await send(page, words);
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        return (registration as never as { sync: { getTags(): Promise<string[]> } }).sync.getTags();
      }),
    )
    .toEqual(['earshot:notes']);
  await page.close();

  await startServer();
  await expect.poll(() => stored(words)).toBe(1);
});

test('the recipe opens without a network, with the form, and sends when the network is back', async () => {
  const page = await browser.newPage();
  await openTwice(page);
  await stopServer();
  await page.reload();
  await page.getByRole('button', { name: 'Feedback' }).waitFor();
  const words = token('offline');
  await send(page, words);
  expect(stored(words)).toBe(0);

  await startServer();
  await expect.poll(() => stored(words)).toBe(1);
  await page.getByText('sent', { exact: false }).first().waitFor();
  await page.close();
});
