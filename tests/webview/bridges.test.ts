import { describe, expect, test } from 'vitest';
import { statusText } from '../support/panel';
import { useStage } from '../support/stage';
import { expectNothingStored, expectQueueEmpty, expectStoredOnce, token, untilAsked } from '../support/stored';
import { batches, received, wordsIn } from './app-page';
import { EMULATIONS, nativeApp, UNAWARE } from './emulations';

const stage = useStage();

/** Leases as long as in production: the app may take 5 s, and nobody else is to take the record meanwhile. */
const PATIENT = { timing: { leaseMs: 30_000 } };
const FILES = ['earshot.js', 'earshot.webview.js'];
const bridge = EMULATIONS['WKWebView, plain']!;

describe.each(Object.entries(EMULATIONS))('%s', (_, code) => {
  test.each(FILES)(
    'acks are the whole delivery with %s: no request, the queue is empty, `sent` is heard (Q2, Q4)',
    async (file) => {
      const scene = await stage.scene(PATIENT);
      const tab = await scene.tab({ file, before: nativeApp(code) });
      const words = token();
      const outcome = await tab.submit(words);
      await tab.heard('sent', (outcome as { id: string }).id);
      await expectQueueEmpty(scene, tab);
      expect(wordsIn(await received(tab))).toEqual([words]);
      expect(scene.proxy.seen).toEqual([]);
      await expectNothingStored(scene);
    },
  );
});

describe('An app that does not answer', () => {
  test.each([...Object.entries(UNAWARE), ['WKWebView, plain', bridge]] as [string, string][])(
    'loses no word and costs one wait: %s. Then the network goes first (Q4)',
    async (_, code) => {
      const scene = await stage.scene(PATIENT);
      const tab = await scene.tab({ before: nativeApp(code, { acks: false }) });
      const words = [token(), token()];
      await tab.submit(words[0]!);
      await expectStoredOnce(scene, [words[0]!], tab);
      const asked = batches(await received(tab)).length;
      expect(asked).toBeLessThanOrEqual(1);
      await tab.submit(words[1]!);
      await expectStoredOnce(scene, words, tab);
      expect(batches(await received(tab)).length).toBe(asked);
    },
  );

  test('is asked again where the network has no answer, and from its first answer on it goes first again', async () => {
    const scene = await stage.scene(PATIENT);
    const tab = await scene.tab({ before: nativeApp(bridge, { acks: false }) });
    const words = [token(), token(), token()];
    await tab.submit(words[0]!);
    await expectStoredOnce(scene, [words[0]!], tab);
    await tab.page.evaluate(() => void ((window as never as { nativeApp: { acks: boolean } }).nativeApp.acks = true));
    scene.proxy.fault = ({ cut }) => cut();
    await tab.submit(words[1]!);
    await expectQueueEmpty(scene, tab);
    const requests = scene.proxy.seen.length;
    await tab.submit(words[2]!);
    await expectQueueEmpty(scene, tab);
    expect(wordsIn(await received(tab))).toEqual(words);
    expect(scene.proxy.seen.length).toBe(requests);
    await expectStoredOnce(scene, [words[0]!], tab);
  });

  test('keeps the panel honest meanwhile: it is saved, and not sent before somebody acked', async () => {
    const scene = await stage.scene(PATIENT);
    const tab = await scene.tab({ before: nativeApp(bridge, { acks: false }), options: { survey: 'ces' } });
    const { page } = tab;
    await page.getByRole('button', { name: 'Feedback' }).click();
    await page.getByRole('radio').first().check({ force: true });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => statusText(tab)).toMatch(/saved/i);
    expect(await tab.events('sent')).toEqual([]);
    await untilAsked(scene, 1);
    await tab.heard('sent');
    await expectQueueEmpty(scene, tab);
  });
});

test('answers of others are nobody’s: another id, and garbage (Q4)', async () => {
  const scene = await stage.scene(PATIENT);
  const more = `
    const forged = (id) => JSON.stringify({ earshot: 1, id, results: [{ id: 'x', status: 'accepted' }] });
    app.answering = (reply, answer) => {
      for (const spoiled of [forged('other'), '[object Object]', 'null', '{"earshot":2}', reply.replace('"earshot":1', '"earshot":9')])
        answer(spoiled);
      setTimeout(() => answer(reply), 50);
    };`;
  const tab = await scene.tab({ before: nativeApp(bridge, { more }) });
  const words = token();
  await tab.submit(words);
  await tab.heard('sent');
  await expectQueueEmpty(scene, tab);
  await expectNothingStored(scene);
});

test('a frame cannot answer for the app: a message that has a window as its source is none of React Native’s', async () => {
  const scene = await stage.scene(PATIENT);
  const more = `
    app.answering = (reply, answer) => {
      postMessage(reply.replaceAll('accepted', 'rejected'), '*');
      addEventListener('message', ({ source }) => source && setTimeout(() => answer(reply)));
    };`;
  const tab = await scene.tab({ before: nativeApp(EMULATIONS['React Native on iOS, postMessage']!, { more }) });
  await tab.submit(token());
  await tab.heard('sent');
  expect(await tab.events('rejected')).toEqual([]);
  await expectQueueEmpty(scene, tab);
});

test('several batches may be under way, and be answered in any order: each answer settles its own (Q4)', async () => {
  const scene = await stage.scene(PATIENT);
  const more = `
    const held = [];
    app.answering = (reply, answer) => {
      held.push(() => answer(reply));
      if (held.length === 3) for (const later of held.splice(0).reverse()) later();
    };`;
  const tab = await scene.tab({ before: nativeApp(bridge, { more }) });
  const words = [token(), token(), token()];
  await Promise.all(words.map((word) => tab.submit(word)));
  await expectQueueEmpty(scene, tab);
  expect(wordsIn(await received(tab)).sort()).toEqual([...words].sort());
  await expectNothingStored(scene);
});

test('what the app puts there as EarshotHost goes before anything that is found (DELIVERY, Webviews)', async () => {
  const scene = await stage.scene(PATIENT);
  const more = `
    window.EarshotHost = { v: 1, taken: [], events: [], onEvent(event) { this.events.push(event) }, async send(batch) {
      this.taken.push(batch);
      return JSON.stringify({ results: JSON.parse(batch).records.map(({ id }) => ({ id, status: 'accepted' })) });
    } };`;
  const tab = await scene.tab({ before: nativeApp(bridge, { more }) });
  const words = token();
  await tab.submit(words);
  await tab.heard('sent');
  await tab.call('open', 'ces');
  await tab.call('close');
  const host = () =>
    tab.page.evaluate(() => {
      const { taken, events } = (window as never as { EarshotHost: { taken: string[]; events: string[] } }).EarshotHost;
      return { taken, events };
    });
  expect((await host()).taken.join()).toContain(words);
  expect((await host()).events).toEqual(['open', 'close']);
  expect(await received(tab)).toEqual([]);
});

const HOSTILE: [name: string, code: string][] = [
  ['a getter that throws', `Object.defineProperty(window, 'webkit', { get() { throw new Error('mine') } })`],
  [
    'a getter that throws, as EarshotHost',
    `Object.defineProperty(window, 'EarshotHost', { get() { throw new Error('mine') } })`,
  ],
  ['a method that throws', `window.earshotNative = { postMessage() { throw new Error('mine') } }`],
  ['a method that is none', `window.earshotNative = { postMessage: 'no' }; window.ReactNativeWebView = true`],
  [
    'a promise that rejects',
    `hidden('webkit', { messageHandlers: { earshot: { postMessage: () => Promise.reject(new Error('mine')) } } })`,
  ],
  ['a thenable that throws', `window.earshotChannel = { postMessage: () => ({ then() { throw new Error('mine') } }) }`],
  ['a plug-in without its method', `window.flutter_inappwebview = {}`],
  [
    'an answer whose fields throw',
    `window.Capacitor = { Plugins: { Earshot: { send: async () => ({ get reply() { throw new Error('mine') } }) } } }`,
  ],
  [
    'an answer that acks nothing',
    `window.Capacitor = { Plugins: { Earshot: { send: async () => ({ reply: { earshot: 1, results: 'all' } }) } } }`,
  ],
];

test.each(HOSTILE)(
  'a page that has one of the names for something else breaks nothing: %s (fault 29)',
  async (_, code) => {
    const scene = await stage.scene(PATIENT);
    const tab = await scene.tab({
      before: nativeApp('', {
        more: `${code}; window.errors = []; for (const type of ['error', 'unhandledrejection']) addEventListener(type, (event) => errors.push(String(event.reason ?? event.message)))`,
      }),
    });
    const words = token();
    await tab.submit(words);
    await tab.call('open', 'ces');
    await tab.call('close');
    await expectStoredOnce(scene, [words], tab);
    expect(await tab.page.evaluate(() => (window as never as { errors: string[] }).errors)).toEqual([]);
  },
);

test('a plain page asks for none of the chunks that only an app needs', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  await tab.submit(token());
  await tab.heard('sent');
  const asked = await tab.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(asked.some((name) => name.includes('/extras.'))).toBe(true);
  expect(asked.filter((name) => /bridges|in-app|close-on-back/.test(name))).toEqual([]);
});

test('the app hears when a form is opened over the page and closed, for its own back button', async () => {
  const scene = await stage.scene(PATIENT);
  const tab = await scene.tab({ before: nativeApp(bridge) });
  await tab.call('open', 'ces');
  await tab.page.getByRole('dialog').waitFor();
  await expect.poll(() => received(tab)).toEqual([{ earshot: 1, event: 'open' }]);
  await tab.call('close');
  await expect
    .poll(() => received(tab))
    .toEqual([
      { earshot: 1, event: 'open' },
      { earshot: 1, event: 'close' },
    ]);
});

test('a form that stands in the page is none over it: the app’s Back stays its own', async () => {
  const scene = await stage.scene(PATIENT);
  const more = `
    window.EarshotHost = { v: 1, events: [], onEvent(event) { this.events.push(event) }, send: () => new Promise(() => {}) };`;
  for (const before of [nativeApp(bridge), nativeApp('', { more })]) {
    const tab = await scene.tab({ before, body: '<div id="here"></div>', options: { back: 'close' } });
    await tab.page.waitForLoadState('networkidle');
    const length = () => tab.page.evaluate(() => history.length);
    const entries = await length();
    await tab.call('mount', '#here', 'ces');
    await tab.page.locator('#here').getByRole('radio').first().waitFor();
    await tab.call('open', 'csat');
    await tab.page.getByRole('dialog').waitFor();
    const told = async () => [
      ...(await received(tab)).map(({ event }) => event),
      ...(await tab.page.evaluate(() => (window as { EarshotHost?: { events: string[] } }).EarshotHost?.events ?? [])),
    ];
    // once, for the dialog
    await expect.poll(told).toEqual(['open']);
    expect(await length()).toBe(entries + 1);
  }
});

test.each([
  ['throws', `() => { throw new Error('mine') }`],
  ['gives a promise that rejects', `() => Promise.reject(new Error('mine'))`],
])('an onEvent of the app’s that %s is no error of the page’s (Q16)', async (_, onEvent) => {
  const scene = await stage.scene(PATIENT);
  const more = `
    window.errors = [];
    for (const type of ['error', 'unhandledrejection']) addEventListener(type, (event) => errors.push(String(event.reason ?? event.message)));
    window.EarshotHost = { v: 1, onEvent: ${onEvent}, send: async () => '{}' };`;
  const tab = await scene.tab({ before: nativeApp('', { more }) });
  await tab.call('open', 'ces');
  await tab.call('close');
  await tab.heard('close');
  expect(await tab.page.evaluate(() => (window as never as { errors: string[] }).errors)).toEqual([]);
});
