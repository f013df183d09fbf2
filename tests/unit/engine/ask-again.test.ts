import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askAgain } from '../../../src/ask-again';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.stubGlobal('addEventListener', (name: string, hear: () => void, { signal }: { signal: AbortSignal }) => {
    network.addEventListener(name, hear, { once: true, signal });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Stands for the window, which hears `online`. */
const network = new EventTarget();
const online = () => network.dispatchEvent(new Event('online'));

/** A chunk that can be had or not, and what is made of it. */
const chunk = (make = (module: string) => `made of ${module}`) => {
  const aborter = new AbortController();
  const there = { now: false };
  const load = vi.fn(async () => {
    if (!there.now) throw new TypeError('Failed to fetch dynamically imported module');
    return 'module';
  });
  const made = vi.fn(make);
  return { ...askAgain(load, made, aborter.signal), aborter, there, load, made };
};

describe('A chunk that is missing', () => {
  it('is asked for once by a burst of calls, and everybody hears the same', async () => {
    const { ask, load } = chunk();
    const answers = await Promise.allSettled([ask(), ask(), ask()]);
    await expect(ask()).rejects.toThrow('Failed to fetch');
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(load).toHaveBeenCalledOnce();
  });

  it('is asked for again when the network returns, and who waits gets it', async () => {
    const { ask, wait, there, load, made } = chunk();
    const waiting = wait();
    await ask().catch(() => {});
    there.now = true;
    online();
    online();
    expect(await waiting).toBe('made of module');
    expect(await ask()).toBe('made of module');
    expect(load).toHaveBeenCalledTimes(2);
    expect(made).toHaveBeenCalledOnce();
  });

  it('is asked for by itself twice, then only when somebody asks, and at most every half minute', async () => {
    const { ask, load } = chunk();
    await ask().catch(() => {});
    await vi.advanceTimersByTimeAsync(36e5);
    expect(load).toHaveBeenCalledTimes(3);
    for (let times = 0; times < 10; times++) await ask().catch(() => {});
    expect(load).toHaveBeenCalledTimes(4);
    await vi.advanceTimersByTimeAsync(36e5);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('is not asked for any more once Earshot is destroyed, and leaves no timer (Q16)', async () => {
    for (const when of ['before', 'after'] as const) {
      const { ask, load, aborter } = chunk();
      const asked = ask().catch(() => {});
      if (when === 'before') aborter.abort();
      await asked;
      aborter.abort();
      expect(vi.getTimerCount()).toBe(0);
      online();
      await vi.advanceTimersByTimeAsync(36e5);
      expect(load).toHaveBeenCalledOnce();
    }
  });
});

it('What is made of a chunk is made once, also where that fails', async () => {
  const { ask, there, load, made } = chunk(() => {
    throw new Error('not a locale');
  });
  there.now = true;
  await expect(ask()).rejects.toThrow('not a locale');
  await vi.advanceTimersByTimeAsync(36e5);
  online();
  await expect(ask()).rejects.toThrow('not a locale');
  expect(load).toHaveBeenCalledOnce();
  expect(made).toHaveBeenCalledOnce();
});
