// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchTyping } from '../../../src/triggers/typing';

let aborter: AbortController;
let over: () => Promise<void>;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<input id="one"><input id="two"><div id="host"></div>';
  aborter = new AbortController();
  over = watchTyping(aborter.signal);
});
afterEach(() => {
  aborter.abort();
  vi.useRealTimers();
});

const type = (field: HTMLElement) => {
  field.focus();
  field.dispatchEvent(new InputEvent('beforeinput', { bubbles: true, composed: true, cancelable: true }));
};
const one = () => document.getElementById('one')!;

/** How long it takes until a prompt may open. */
const waitMs = async () => {
  const startMs = performance.now();
  let done: number | undefined;
  over().then(() => (done = performance.now() - startMs));
  for (let i = 0; done === undefined && i < 200; i++) await vi.advanceTimersByTimeAsync(100);
  return done;
};

it('nobody waits where nobody types, or a field only has the focus', async () => {
  expect(await waitMs()).toBe(0);
  one().focus();
  expect(await waitMs()).toBe(0);
});

it('a prompt waits until the last key is three seconds ago', async () => {
  type(one());
  const opened = vi.fn();
  over().then(opened);
  await vi.advanceTimersByTimeAsync(2000);
  type(one());
  await vi.advanceTimersByTimeAsync(2999);
  expect(opened).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(opened).toHaveBeenCalled();
  expect(await waitMs()).toBe(0);
});

it('a field that was left holds nobody up', async () => {
  type(one());
  document.getElementById('two')!.focus();
  expect(await waitMs()).toBe(0);
  type(one());
  one().remove();
  expect(await waitMs()).toBe(0);
});

it('typing inside a component of the page counts too', async () => {
  const root = document.getElementById('host')!.attachShadow({ mode: 'open' });
  const field = root.appendChild(document.createElement('textarea'));
  type(field);
  expect(await waitMs()).toBe(3000);
});

it('an editor that handles its keys itself counts too', async () => {
  one().addEventListener('beforeinput', (event) => event.preventDefault());
  one().addEventListener('beforeinput', (event) => event.stopPropagation());
  type(one());
  expect(await waitMs()).toBe(3000);
});

it('a wait ends with destroy(), and leaves no timer (Q16)', async () => {
  type(one());
  const done = vi.fn();
  over().then(done);
  expect(vi.getTimerCount()).toBe(1);
  aborter.abort();
  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toHaveBeenCalled();
});

it('nothing listens after destroy()', async () => {
  aborter.abort();
  type(one());
  expect(await waitMs()).toBe(0);
});
