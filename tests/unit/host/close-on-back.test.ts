// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../src/engine';
import { closeOnBack } from '../../../src/host/close-on-back';

/** A history as browsers keep it: going back takes effect, and is told, in a task of its own. */
const fakeHistory = (first: unknown) => {
  const entries = [first];
  let at = 0;
  return {
    entries,
    get state() {
      return entries[at];
    },
    pushState(state: unknown) {
      entries.splice(++at, entries.length, state);
    },
    back: () =>
      void setTimeout(() => {
        at--;
        window.dispatchEvent(new PopStateEvent('popstate', { state: entries[at] }));
      }),
  };
};

let aborter: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  aborter = new AbortController();
});
afterEach(() => {
  aborter.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page whose router keeps something in its state, and an engine with a form that can be open. */
const stand = () => {
  const history = fakeHistory({ idx: 7 });
  vi.stubGlobal('history', history);
  const engine = { signal: aborter.signal, panel: undefined as { close(): void } | undefined };
  const tell = closeOnBack(engine as never as Engine);
  const close = () => {
    engine.panel = undefined;
    tell('close');
  };
  const open = () => {
    engine.panel = { close };
    tell('open');
  };
  return { history, engine, open, close };
};

describe("back: 'close'", () => {
  it('is an entry of the history for as long as a form is open, beside what a router keeps there', () => {
    const { history, engine, open } = stand();
    open();
    expect(history.state).toMatchObject({ idx: 7 });
    expect(history.entries).toHaveLength(2);
    history.back();
    vi.runAllTimers();
    expect(engine.panel).toBeUndefined();
    expect(history.state).toEqual({ idx: 7 });
  });

  it('goes back by itself when the form was closed otherwise', () => {
    const { history, open, close } = stand();
    open();
    close();
    vi.runAllTimers();
    expect(history.state).toEqual({ idx: 7 });
  });

  it('a form that is opened before our own way back has ended stays open, and Back closes it', () => {
    const { history, engine, open, close } = stand();
    open();
    close();
    open();
    vi.runAllTimers();
    expect(engine.panel).toBeDefined();
    expect(history.state).not.toEqual({ idx: 7 });
    history.back();
    vi.runAllTimers();
    expect(engine.panel).toBeUndefined();
    expect(history.state).toEqual({ idx: 7 });
  });

  it('leaves the history alone where the page went elsewhere meanwhile, and after destroy() (Q16)', () => {
    const { history, engine, open, close } = stand();
    open();
    history.pushState({ idx: 8 });
    close();
    vi.runAllTimers();
    expect(history.state).toEqual({ idx: 8 });
    open();
    aborter.abort();
    history.back();
    vi.runAllTimers();
    expect(engine.panel).toBeDefined();
  });

  it('throws nothing into a frame that may not touch its history', () => {
    const { history, open } = stand();
    history.pushState = () => {
      throw new DOMException('sandboxed', 'SecurityError');
    };
    expect(open).not.toThrow();
  });
});
