import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
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
  const ended = server!.exitCode === null && once(server!, 'exit');
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

/** The app where no worker is in charge yet, so that what it loads can be held up here. Its queue is another one. */
const openFirst = async (page: Page) => {
  let earshotComes = () => {};
  const coming = new Promise<void>((resolve) => {
    earshotComes = resolve;
  });
  await page.route('**/earshot.js', async (route) => {
    await coming;
    await route.continue();
  });
  await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'domcontentloaded' });
  return { earshotComes };
};
const press = async (page: Page, words: string) => {
  await page.getByLabel('A note').fill(words);
  await page.getByRole('button', { name: 'Send' }).click();
};
const note = (page: Page) => page.getByLabel('A note').inputValue();

test('a note that is sent before Earshot is there stays in its field, and is sent once afterwards', async () => {
  const page = await browser.newPage();
  const { earshotComes } = await openFirst(page);
  const words = token('early');
  await press(page, words);
  await page.getByText('Earshot is not there yet').waitFor();
  expect(await note(page)).toBe(words);

  earshotComes();
  await page.getByRole('button', { name: 'Feedback' }).waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => stored(words)).toBe(1);
  await expect.poll(() => note(page)).toBe('');
  await page.close();
});

test('a note stays in its field in a browser that Earshot does not run in', async () => {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    CSS.supports = () => false;
  });
  const { earshotComes } = await openFirst(page);
  earshotComes();
  await page.waitForFunction(() => !('q' in (window as never as { earshot: object }).earshot));
  const words = token('below the floor');
  await press(page, words);
  await page.getByText('Earshot does not run here').waitFor();
  expect(await note(page)).toBe(words);
  await page.close();
});

test('the worker hands over what the network answered, also where the cache is full', async () => {
  const page = await browser.newPage();
  await openTwice(page);
  const session = await page.context().newCDPSession(page);
  const origin = `http://localhost:${port}`;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  try {
    const full = await page.evaluate(async () => {
      const cache = await caches.open('full');
      return cache.put('/full', new Response('x'.repeat(1000))).then(
        () => 'kept',
        ({ name }) => name,
      );
    });
    expect(full).toBe('QuotaExceededError');
    expect(await page.evaluate(async () => (await fetch('/icon.svg?unseen')).status)).toBe(200);
  } finally {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await page.close();
  }
});

const post = async (words: string, id: string = crypto.randomUUID()) => {
  const record = { id, v: 1, answers: [{ question: 'note', type: 'text', value: words }] };
  const body = JSON.stringify({ v: 1, project: 'notes', records: [record] });
  const response = await fetch(`http://127.0.0.1:${port}/v1/submissions`, { method: 'POST', body });
  const { results } = (await response.json()) as { results?: { status: string }[] };
  return [response.status, results?.[0]?.status];
};

test('fault 31 in the recipe: behind a line that a crash tore, a note is stored so that it is found again', async () => {
  await stopServer();
  appendFileSync(join(folder, 'notes.jsonl'), '{"id":"torn","answers":[{"val');
  await startServer();
  const [words, id] = [token('after a crash'), crypto.randomUUID()];
  expect(await post(words, id)).toEqual([200, 'accepted']);
  await stopServer();
  await startServer();
  expect(await post(words, id)).toEqual([200, 'duplicate']);
  expect(stored(words)).toBe(1);
});

test('while the file cannot be written nothing is acknowledged, and the collector stays', async () => {
  const file = join(folder, 'notes.jsonl');
  renameSync(file, `${file}.away`);
  mkdirSync(file); // which nobody can append to, root neither
  const [words, id] = [token('full disk'), crypto.randomUUID()];
  try {
    expect(await post(words, id)).toEqual([503, undefined]);
  } finally {
    rmSync(file, { recursive: true });
    renameSync(`${file}.away`, file);
  }
  expect(await post(words, id)).toEqual([200, 'accepted']);
  expect(stored(words)).toBe(1);
});
