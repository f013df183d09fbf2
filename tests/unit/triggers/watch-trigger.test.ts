// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Trigger } from '../../../src/contract/types';
import { kinds } from '../../../src/triggers/kinds';
import { type View, watchTrigger } from '../../../src/triggers/watch-trigger';

let off: AbortController;
let opened: number;
let heard: [event: string, hear: () => Promise<void>][];
let waits: string[];

// a chunk comes over a network that has no fake clock
beforeAll(() => Promise.all(Object.values(kinds).map((load) => load())));

beforeEach(() => {
  vi.useFakeTimers();
  off = new AbortController();
  opened = 0;
  heard = [];
  waits = [];
});
afterEach(() => {
  off.abort();
  vi.useRealTimers();
});

const watch = (trigger: Trigger, view: Partial<View> = {}) =>
  watchTrigger(
    trigger,
    {
      href: 'https://shop.example/thanks',
      visits: 1,
      signal: off.signal,
      onEvent: (event, hear) => void heard.push([event, hear]),
      waits: (why) => void waits.push(why),
      failed: (cause) => {
        throw cause;
      },
      ...view,
    },
    async () => void opened++,
  );
const say = (event: string) => Promise.all(heard.filter(([name]) => name === event).map(([, hear]) => hear()));
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('an event opens, as often as it comes', async () => {
  watch({ event: 'done' });
  expect(opened).toBe(0);
  await say('done');
  await say('other');
  await say('done');
  expect(opened).toBe(2);
});

it('a page that fits opens at once, and one that does not never', async () => {
  watch({ url: '/thanks' });
  watch({ url: '/else' });
  await pass(1);
  expect(opened).toBe(1);
});

it('an event on a page that does not fit is not waited for', () => {
  watch({ event: 'done', url: '/else' });
  expect(heard).toEqual([]);
});

it('says what page or visit it waits for, since nothing else would be heard of it', () => {
  watch({ event: 'done', url: '/else' });
  watch({ visits: 3, url: '/else' }, { visits: 2 });
  watch({ visits: 2, url: '/thanks', event: 'done' }, { visits: 2 });
  expect(waits).toEqual(['a page whose address fits "/else"', 'visit 3: this is visit 2']);
});

it('a delay counts from the view, or from the event where there is one', async () => {
  watch({ delayMs: 1000 });
  await pass(999);
  expect(opened).toBe(0);
  await pass(1);
  expect(opened).toBe(1);
  watch({ event: 'done', delayMs: 1000 });
  await pass(5000);
  expect(opened).toBe(1);
  await say('done');
  await pass(1000);
  expect(opened).toBe(2);
});

it('of several things all must happen', async () => {
  document.body.innerHTML = '<button id="more">More</button>';
  watch({ delayMs: 1000, click: '#more' });
  await pass(2000);
  expect(opened).toBe(0);
  document.getElementById('more')!.click();
  await pass(1);
  expect(opened).toBe(1);
  document.getElementById('more')!.click();
  await pass(1);
  expect(opened).toBe(1);
});

it('a return visit is the second', async () => {
  watch({ visits: 2 });
  await pass(1);
  expect(opened).toBe(0);
  watch({ visits: 2 }, { visits: 2 });
  await pass(1);
  expect(opened).toBe(1);
});

it('after its view nothing opens, and no timer or listener is left', async () => {
  watch({ delayMs: 1000 });
  watch({ dwellMs: 1000 });
  watch({ idleMs: 1000 });
  await pass(10);
  off.abort();
  expect(vi.getTimerCount()).toBe(0);
  await pass(5000);
  expect(opened).toBe(0);
});

it('time in the background is no dwelling', async () => {
  let hidden = false;
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  const hide = (on: boolean) => {
    hidden = on;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  watch({ dwellMs: 1000 });
  await pass(600);
  hide(true);
  await pass(10_000);
  hide(false);
  await pass(399);
  expect(opened).toBe(0);
  await pass(2);
  expect(opened).toBe(1);
  vi.restoreAllMocks();
});

it('whoever moves is not idle', async () => {
  watch({ idleMs: 1000 });
  await pass(900);
  dispatchEvent(new Event('keydown'));
  await pass(900);
  expect(opened).toBe(0);
  await pass(100);
  expect(opened).toBe(1);
});

it('an uncaught error opens, a harmless one does not', async () => {
  watch({ signal: 'error' });
  await pass(10);
  dispatchEvent(new ErrorEvent('error', { message: 'ResizeObserver loop completed with undelivered notifications.' }));
  expect(opened).toBe(0);
  dispatchEvent(new ErrorEvent('error', { message: 'x is not a function' }));
  dispatchEvent(new ErrorEvent('error', { message: 'x is not a function' }));
  expect(opened).toBe(1);
});
