import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { UserOptions } from '../../src/options';
import { send, statusText } from '../support/panel';
import { type Scene, useStage } from '../support/stage';
import { expectNothingStored, expectQueueEmpty, expectStoredOnce, token } from '../support/stored';
import { type Tab, tabHtml, tabOn } from '../support/tab';
import { missingForWebKit } from '../support/webkit/installed';
import { received, wordsIn } from './app-page';
import { EMULATIONS, nativeApp } from './emulations';

const DIST = join(import.meta.dirname, '../../dist');
const FILES = ['earshot.full.js', 'earshot.webview.js'];
const missing = missingForWebKit();

const html = (scene: Scene, file: string, assets: string, options: Partial<UserOptions> = {}) =>
  tabHtml(
    assets,
    { endpoint: scene.proxy.endpoint, project: scene.project, survey: 'ces', ...options },
    '',
    undefined,
    file,
  );

/** Opens what a native app would: a file, HTML in a URL, HTML of its own, a sandboxed frame. */
const PLACES: { [place: string]: (scene: Scene, page: Page, file: string) => Promise<Tab> } = {
  async 'file:'(scene, page, file) {
    const folder = mkdtempSync(join(tmpdir(), 'earshot-file-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    copyFileSync(join(DIST, file), join(folder, file));
    // a file has no headers, so `crossorigin` would forbid it
    writeFileSync(join(folder, 'page.html'), html(scene, file, '.').replace(' crossorigin', ''));
    await page.goto(pathToFileURL(join(folder, 'page.html')).href);
    return tabOn(page);
  },
  async 'data:'(scene, page, file) {
    await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(html(scene, file, scene.assets.url))}`);
    return tabOn(page);
  },
  async 'a sandboxed srcdoc'(scene, page, file) {
    const inner = html(scene, file, scene.assets.url).replace(' data-endpoint', ' data-frame data-endpoint');
    await page.goto(`${scene.assets.url}/integrity.json`);
    await page.evaluate((srcdoc) => {
      const frame = Object.assign(document.createElement('iframe'), { width: 800, height: 600, srcdoc });
      frame.sandbox.add('allow-scripts');
      document.body.replaceChildren(frame);
    }, inner);
    await expect.poll(() => page.frames().length).toBe(2);
    return tabOn(page.frames()[1] as never as Page);
  },
};

/** Opens a page of a scene, with an app around it or not. */
const opened = async (scene: Scene, place: string, file: string, before?: () => void) => {
  const page = await scene.browser().newPage();
  onTestFinished(() => page.close());
  if (before) await page.addInitScript(before);
  const tab = await PLACES[place]!(scene, page, file);
  await tab.heard('ready');
  return tab;
};

const ENGINES = [
  { engine: 'chromium', places: ['file:', 'data:', 'a sandboxed srcdoc'] },
  { engine: 'webkit', places: ['file:', 'data:'] },
] as const;

describe.each(ENGINES)('Pages without an origin in $engine', ({ engine, places }) => {
  const skip = engine === 'webkit' && missing.length > 0;
  const why = skip ? ` (skipped: apt-get install ${missing.join(' ')})` : '';

  describe.skipIf(skip)(`where a collector allows null${why}`, () => {
    const stage = useStage({ engine, loopback: true });

    for (const place of places)
      test.each(FILES)(`${place} delivers once, and says what it can keep, with %s (Q12)`, async (file) => {
        const scene = await stage.scene();
        const tab = await opened(scene, place, file);
        const words = token();
        expect(await tab.submit(words)).toMatchObject({ ok: true, kept: place === 'file:' ? 'device' : 'memory' });
        await tab.heard('sent');
        await expectStoredOnce(scene, [words], place === 'file:' ? tab : undefined);
        expect(scene.proxy.seen[0]!.headers.origin).toBe('null');
      });

    for (const place of places.filter((place) => place !== 'file:'))
      test(`${place} promises nothing that it cannot keep while the collector is away, and sends it when it is back (Q12)`, async () => {
        const scene = await stage.scene();
        const tab = await opened(scene, place, 'earshot.webview.js');
        scene.proxy.fault = ({ cut }) => cut();
        await tab.call('open', 'ces');
        await tab.page.getByRole('dialog').getByRole('radio').first().check();
        const words = token();
        await tab.page.getByRole('dialog').getByRole('textbox').first().fill(words);
        await send(tab);
        await expect.poll(() => statusText(tab)).toBe('Not sent yet. Keep this page open until it is.');
        scene.proxy.fault = async ({ forward, reply }) => reply(await forward());
        await tab.call('flush');
        await expectStoredOnce(scene, [words]);
      });
  });
});

describe('Pages without an origin in an app', () => {
  const stage = useStage({ loopback: true });

  test.each(['file:', 'data:'])('%s delivers through the app, and asks no network', async (place) => {
    const scene = await stage.scene();
    const tab = await opened(scene, place, 'earshot.webview.js', nativeApp(EMULATIONS['WKWebView, plain']!));
    const words = token();
    await tab.submit(words);
    await tab.heard('sent');
    if (place === 'file:') await expectQueueEmpty(scene, tab);
    expect(wordsIn(await received(tab))).toEqual([words]);
    expect(scene.proxy.seen).toEqual([]);
    await expectNothingStored(scene);
  });
});

describe.skipIf(missing.length)(
  `HTML that an app shows without a base URL, in WebKitGTK${missing.length ? ` (skipped: apt-get install ${missing.join(' ')})` : ''}`,
  () => {
    const stage = useStage({ engine: 'webkit' });

    test.each(['plain', 'reply'])(
      'has no storage, and delivers through the real handler (%s) from memory (Q12)',
      async (handler) => {
        const scene = await stage.scene();
        const control = (command: object) => scene.browser().control!(command);
        await control({ do: 'app', handler, acks: true });
        const page = await scene.browser().newPage();
        onTestFinished(() => page.close());
        const { views } = await control({ do: 'views' });
        await control({
          do: 'html',
          view: (views as number) - 1,
          html: html(scene, 'earshot.webview.js', scene.assets.url),
        });
        await page.waitForFunction(() => 'heardEvents' in window);
        const tab = tabOn(page);
        await tab.heard('ready');
        const words = token();
        expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'memory' });
        await tab.heard('sent');
        const { messages } = await control({ do: 'received' });
        expect(wordsIn((messages as string[]).map((message) => JSON.parse(message)))).toEqual([words]);
        expect(scene.proxy.seen).toEqual([]);
        await expectNothingStored(scene);
      },
    );
  },
);
