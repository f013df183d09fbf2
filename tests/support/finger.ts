import type { Locator, Page } from 'playwright-core';
import { engine } from './browser';

/** What a finger does to the glass. */
export type Touch = 'down' | 'move' | 'up';
type Put = (touch: Touch, x: number, y: number) => Promise<unknown>;

const ofChromium = async (page: Page): Promise<Put> => {
  const devtools = await page.context().newCDPSession(page);
  const type = { down: 'touchStart', move: 'touchMove', up: 'touchEnd' } as const;
  return (touch, x, y) =>
    devtools.send('Input.dispatchTouchEvent', { type: type[touch], touchPoints: touch === 'up' ? [] : [{ x, y }] });
};

/** WebDriver BiDi as playwright speaks it inside, with what Firefox adds to it. */
interface Bidi {
  send(
    method: 'browsingContext.getTree',
    params: { 'moz:scope': 'chrome' },
  ): Promise<{ contexts: { context: string; url: string }[] }>;
  send(
    method: 'script.callFunction',
    params: object,
  ): Promise<{ type: string; result?: { value?: string }; exceptionDetails?: { text: string } }>;
}

/** Runs in a window of Firefox itself: puts a finger on it at a place of the page that it shows. */
const putOnWindow = `async (url, touch, x, y) => {
  const browser = window.gBrowser.selectedBrowser;
  if (browser.currentURI.spec !== url) return 'elsewhere';
  const { left, top } = browser.getBoundingClientRect();
  const onScreen = (inner, at) => Math.round((inner + at) * devicePixelRatio);
  const { windowUtils } = window;
  const { TOUCH_CONTACT, TOUCH_REMOVE } = windowUtils;
  await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('the window did not take it within 5 s')), 5000);
    windowUtils.sendNativeTouchPoint(
      1, touch === 'up' ? TOUCH_REMOVE : TOUCH_CONTACT,
      onScreen(mozInnerScreenX, left + x), onScreen(mozInnerScreenY, top + y), touch === 'up' ? 0 : 1, 90, resolve);
  });
  return 'put';
}`;

/**
 * Taps of WebDriver BiDi reach no page of Firefox. Its window takes them as a touch screen gives them (the same call as
 * Mozilla's own tests of touch), so that it is Firefox that makes a tap, a click or a scroll of them. Needs
 * `FINGER_ARGS` and `FINGER_PREFS`, and the connection that playwright keeps to itself.
 */
const ofFirefox = async (page: Page): Promise<Put> => {
  const browser = page.context().browser() as unknown as {
    _connection?: { toImpl?(it: unknown): { _browserSession?: Bidi } };
  };
  const bidi = browser._connection?.toImpl?.(browser)._browserSession;
  if (!bidi)
    throw new Error("finger.ts: playwright keeps Firefox's connection elsewhere now. Find it for ofFirefox().");
  return async (touch, x, y) => {
    const { contexts } = await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const windows = contexts.filter(({ url }) => url.endsWith('/browser.xhtml'));
    if (!windows.length)
      throw new Error('This Firefox shows no window of its own to its driver: it is too old for a finger.');
    for (const { context } of windows) {
      const answer = await bidi.send('script.callFunction', {
        functionDeclaration: putOnWindow,
        arguments: [page.url(), touch]
          .map((value): object => ({ type: 'string', value }))
          .concat([x, y].map((value) => ({ type: 'number', value }))),
        awaitPromise: true,
        target: { context },
      });
      if (answer.type !== 'success') throw new Error(`Firefox took no finger: ${answer.exceptionDetails?.text}`);
      if (answer.result?.value === 'put') return;
    }
    throw new Error(`No window of Firefox shows ${page.url()}: a finger reaches only what is in front.`);
  };
};
/** What Firefox has to be started with to be touched. */
export const FINGER_ARGS = ['--remote-allow-system-access'];
export const FINGER_PREFS = { 'dom.w3c_touch_events.enabled': 1 };

/** WebKitGTK's driver makes a mouse of a finger; its host hands GTK the events of a touch screen (webkit/host.py). */
const ofWebKit = async (page: Page): Promise<Put> => {
  const { touch } = page as unknown as { touch: Put };
  return touch;
};

const PUT = { chromium: ofChromium, firefox: ofFirefox, webkit: ofWebKit };
const hands = new WeakMap<Page, Promise<Put>>();

/** A finger on the page, in CSS px of its window, as the engine gets it from a touch screen. */
export const putFinger = async (page: Page, touch: Touch, x: number, y: number) => {
  if (!hands.has(page)) {
    const hand = PUT[engine](page);
    hands.set(page, hand);
    hand.catch(() => hands.delete(page));
  }
  return (await hands.get(page)!)(touch, x, y);
};

/** The middle of an element, which is scrolled to where a finger reaches it. */
export async function middleOf(locator: Locator): Promise<[x: number, y: number]> {
  await locator.evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const box = await locator.boundingBox();
  if (!box) throw new Error(`There is nothing to touch: ${locator}`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Runs in the page: writes down what touches and clicks it gets from now on. */
const listen = () => {
  const page = window as unknown as { felt?: string[] };
  if (!page.felt)
    for (const type of ['touchstart', 'touchend', 'click'])
      addEventListener(type, () => page.felt!.push(type), { capture: true });
  page.felt = [];
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Taps an element with a finger, and waits until the page got touch and click of it: a mouse would not do. */
export async function tap(page: Page, locator: Locator) {
  const at = await middleOf(locator);
  await page.evaluate(listen);
  await putFinger(page, 'down', ...at);
  await putFinger(page, 'up', ...at);
  const felt = () => page.evaluate(() => (window as unknown as { felt: string[] }).felt.join());
  for (const endMs = Date.now() + 5_000; !(await felt()).startsWith('touchstart,touchend,click'); await pause(20))
    if (Date.now() > endMs) throw new Error(`A finger at ${at} was no tap; the page got "${await felt()}".`);
}
