import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hang } from '../support/faults';
import { commentBox, openPanel } from '../support/panel';
import { useStage } from '../support/stage';
import { expectStoredOnce, pause, token, untilAsked } from '../support/stored';
import { watchTimers } from '../support/watch-timers';

const stage = useStage();

/**
 * Keeps account of what our scripts (told by the stack) leave on the page: listeners, globals, nodes.
 * Listeners with a signal leave when it is aborted.
 */
const countLeftovers = () => {
  const ours = () => /\/earshot\.js|\/chunks\//.test(new Error().stack ?? '');
  const live = new Map<object, string>();
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const thrown: string[] = [];
  window.addEventListener('error', ({ message }) => void thrown.push(message));
  window.addEventListener('unhandledrejection', ({ reason }) => void thrown.push(String(reason)));
  const mine: { target: EventTarget; type: string; listener: unknown; capture: boolean }[] = [];
  const captures = (options: unknown) =>
    typeof options === 'object' ? !!(options as AddEventListenerOptions)?.capture : !!options;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    // what hangs on our own nodes goes with them
    if (
      ours() &&
      (target === window ||
        target === document ||
        target === document.documentElement ||
        target instanceof MediaQueryList)
    ) {
      const entry = { target, type, listener, capture: captures(options) };
      mine.push(entry);
      live.set(entry, type);
      if (typeof options === 'object') options?.signal?.addEventListener('abort', () => live.delete(entry));
      if (typeof options === 'object' && options?.once)
        addEventListener.call(target, type, () => live.delete(entry), options);
    }
    return addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window;
    for (const entry of mine) {
      const same = entry.target === target && entry.type === type && entry.listener === listener;
      if (same && entry.capture === captures(options)) live.delete(entry);
    }
    return removeEventListener.call(target, type, listener, options);
  };
  const before = Object.keys(window);
  Object.assign(window, {
    leftovers: () => ({
      thrown,
      listeners: [...live.values()].filter((type) => type !== 'load'), // that event came and never comes again
      ...window.watched(),
      globals: Object.keys(window).filter(
        (key) =>
          !before.includes(key) &&
          !['leftovers', 'watched', 'waits', 'heardEvents'].includes(key) &&
          !key.startsWith('__pw'), // of the driver of Firefox
      ),
      nodes: [...document.documentElement.children].map(({ localName }) => localName),
      links: document.querySelectorAll('link').length,
    }),
  });
};
/** Time limits of operations that are over run out by themselves: a short one, so that they are seen to. */
const QUICK = { storageTimeoutMs: 3_000 };

const leftovers = (page: Page) => page.evaluate(() => (window as never as { leftovers(): unknown }).leftovers());

test('Q16: destroy() leaves no node, listener, timer or global of ours, and throws nothing', async () => {
  const scene = await stage.scene({ timing: QUICK });
  const tab = await scene.tab({ before: [countLeftovers, watchTimers] });
  await openPanel(tab);
  await commentBox(tab).fill('half a thought');
  await tab.page.waitForTimeout(200);
  await tab.call('destroy');
  await expect
    .poll(() => leftovers(tab.page))
    .toEqual({
      thrown: [],
      listeners: [],
      timers: 0,
      channels: 0,
      globals: [],
      nodes: ['head', 'body'],
      links: 0,
    });
});

test('Q16: whatever waits when destroy() is called has no timer left, long before it would have run out', async () => {
  const scene = await stage.scene({ timing: { ...QUICK, onlineJitterMs: 1e6 } });
  const tab = await scene.tab({
    before: [watchTimers, () => Object.assign(window, { EarshotHost: { v: 1, send: () => new Promise(() => {}) } })],
    options: { surveys: { done: { preset: 'ces', trigger: { event: 'done' } } } },
    body: '<input id="field">',
  });
  // limits of storage operations run out by themselves
  const waits = () =>
    tab.page.evaluate((limitMs) => window.waits().filter((ms) => ms !== limitMs), QUICK.storageTimeoutMs);
  await tab.submit(token()); // the native app is asked, for five seconds
  await tab.page.locator('#field').pressSequentially('half a sentence');
  await tab.page.evaluate(() => {
    (window as never as { earshot(...args: string[]): void }).earshot('track', 'done'); // waits for the end of typing
    dispatchEvent(new Event('online'));
  });
  await expect.poll(async () => (await waits()).filter((ms) => ms > 500).length).toBeGreaterThanOrEqual(3);
  await tab.call('destroy');
  await expect.poll(waits, { timeout: 1_500 }).toEqual([]);
});

test('Q16: destroy() in mid-flight throws nothing, and the record is sent by the next visit', async () => {
  const scene = await stage.scene({ timing: { ...QUICK, requestTimeoutMs: 300, leaseMs: 600 } });
  scene.proxy.fault = hang;
  const tab = await scene.tab({ before: [countLeftovers, watchTimers] });
  const words = token();
  await tab.submit(words);
  await untilAsked(scene, 1);
  await tab.call('destroy');
  await expect.poll(() => leftovers(tab.page)).toMatchObject({ listeners: [], timers: 0, channels: 0, globals: [] });
  const asked = scene.proxy.seen.length;
  await pause(300);
  expect(scene.proxy.seen).toHaveLength(asked);
  expect(await leftovers(tab.page)).toMatchObject({ thrown: [] });

  scene.proxy.fault = ({ forward, reply }) => forward().then(reply);
  await expectStoredOnce(scene, [words], await scene.tab());
});
