import { expect, test } from 'vitest';
import { engine } from '../support/browser';
import { sayByScript, sayInPanel } from '../support/panel';
import { useStage } from '../support/stage';
import { expectStoredOnce, token } from '../support/stored';

const stage = useStage();

/** Keeps what reaches the page's own error reporting. */
const keepErrors = () => {
  const escaped: string[] = [];
  Object.assign(window, { escaped });
  addEventListener('error', (event) => void escaped.push(`error: ${event.message}`));
  addEventListener('unhandledrejection', (event) => void escaped.push(`rejection: ${event.reason}`));
};

/** What pages were seen to do to the language and the browser; each is run before anything else of the page. */
const pages: [string, () => void][] = [
  [
    'adds enumerable methods to Array, Object, String and Function prototypes',
    () => {
      for (const { prototype } of [Array, Object, String, Function])
        (prototype as never as { contains(): boolean }).contains = () => false;
    },
  ],
  [
    'has toJSON on arrays and strings, as an old Prototype.js',
    () => {
      for (const { prototype } of [Array, String])
        Object.assign(prototype, {
          toJSON(this: unknown) {
            return `"${String(this)}"`;
          },
        });
    },
  ],
  [
    'wraps fetch for a monitor, and answers with a Promise of its own',
    () => {
      const { fetch } = window;
      window.fetch = (...args) => {
        const asked = fetch(...args);
        // biome-ignore lint/suspicious/noThenProperty: what such a monitor hands out
        return { then: asked.then.bind(asked), catch: asked.catch.bind(asked) } as never;
      };
    },
  ],
  [
    'replaces Promise with one that logs',
    () => {
      window.Promise = class extends Promise<unknown> {} as never;
    },
  ],
  [
    'freezes what it can',
    () => {
      for (const it of [Array.prototype, Object.prototype, String.prototype, Promise.prototype, JSON])
        Object.freeze(it);
    },
  ],
  [
    'breaks requestIdleCallback, matchMedia and JSON a little',
    () => {
      Object.assign(window, { requestIdleCallback: undefined });
      const { stringify } = JSON;
      // as pages do that want no HTML in their scripts
      JSON.stringify = ((...args: Parameters<typeof stringify>) =>
        stringify(...args)?.replace(/</g, '\\u003c')) as typeof stringify;
      window.matchMedia = (() => undefined) as never;
    },
  ],
];

test.each(pages)(
  'fault 29: on a page that %s the words arrive, and nothing of ours reaches the page’s errors (Q16)',
  async (_how, before) => {
    const scene = await stage.scene();
    const tab = await scene.tab({ before: [keepErrors, before] });
    const words = [token('called'), token('said')];
    expect(await tab.submit(words[0]!)).toMatchObject({ ok: true });
    // WebDriver's own scripts stumble over methods that every object has
    if (engine === 'webkit') await sayByScript(tab, words[1]!);
    else await sayInPanel(tab, words[1]!);
    await expectStoredOnce(scene, words);
    expect(await tab.page.evaluate(() => (window as never as { escaped: string[] }).escaped)).toEqual([]);
  },
);

test.each<[string, () => void]>([
  [
    'throws in fetch',
    () => {
      window.fetch = () => {
        throw new Error('blocked by the page');
      };
    },
  ],
  ['answers undefined to fetch', () => void (window.fetch = (() => undefined) as never)],
  [
    'answers to fetch what is no response',
    () => void (window.fetch = (() => Promise.resolve({ status: 200, ok: true })) as never),
  ],
])(
  'fault 29: a page that %s keeps the words on the device, and the next page sends them (Q8, Q16)',
  async (_how, before) => {
    const scene = await stage.scene();
    const tab = await scene.tab({ before: [keepErrors, before] });
    const words = token();
    expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'device' });
    await tab.heard('error');
    expect(await tab.page.evaluate(() => (window as never as { escaped: string[] }).escaped)).toEqual([]);
    await tab.page.close();
    await expectStoredOnce(scene, [words], await scene.tab());
  },
);
