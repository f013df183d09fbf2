// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../src/engine';
import { closeOnBack } from '../../../src/host/close-on-back';

/** A history as browsers keep it: going back takes effect, and is told, in a task of its own. */
const fakeHistory = (first: unknown) => {
  const entries = [first];
  let at = 0;
  const goTo = (where: () => number) =>
    void setTimeout(() => {
      at = where();
      window.dispatchEvent(new PopStateEvent('popstate', { state: entries[at] }));
    });
  const go = (by: number) => {
    const from = at;
    goTo(() => (history.countsFromCall ? from : at) + by);
  };
  /** The Navigation API: an entry's key is its place, since none is taken out here. */
  const navigation = new (class extends EventTarget {
    get currentEntry() {
      return { key: `${at}` };
    }
    traverseTo(key: string) {
      goTo(() => Number(key));
      return { committed: Promise.resolve(), finished: Promise.resolve() };
    }
  })();
  const history = {
    entries,
    navigation,
    /** Whether an entry that is pushed on the way back is known to that way: browsers were seen to do both. */
    countsFromCall: false,
    get state() {
      return entries[at];
    },
    pushState(state: unknown) {
      entries.splice(++at, entries.length, state);
      navigation.dispatchEvent(Object.assign(new Event('currententrychange'), { navigationType: 'push' }));
    },
    back: () => go(-1),
    forward: () => go(1),
  };
  return history;
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
const stand = (first: unknown = { idx: 7 }) => {
  const history = fakeHistory(first);
  vi.stubGlobal('history', history);
  vi.stubGlobal('navigation', history.navigation);
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

  it.each(['right after', 'on the way back from'])(
    'a form opened %s another stays open, and Back closes it',
    (when) => {
      const { history, engine, open, close } = stand();
      open();
      close();
      if (when !== 'right after') vi.advanceTimersToNextTimer();
      open();
      vi.runAllTimers();
      expect(engine.panel).toBeDefined();
      expect(history.state).not.toEqual({ idx: 7 });
      history.back();
      vi.runAllTimers();
      expect(engine.panel).toBeUndefined();
      expect(history.state).toEqual({ idx: 7 });
    },
  );

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

  it.each(['right after', 'on the way back from'])('undoes no navigation of the page’s own, %s a form', (when) => {
    const { history, open, close } = stand();
    open();
    close();
    if (when !== 'right after') vi.advanceTimersToNextTimer();
    history.pushState({ idx: 8 });
    vi.runAllTimers();
    expect(history.state).toEqual({ idx: 8 });
  });

  it.each([true, false])(
    'ends where the page went while it went back (counted from the call: %s)',
    (countsFromCall) => {
      const { history, engine, open, close } = stand();
      history.countsFromCall = countsFromCall;
      open();
      close();
      vi.advanceTimersByTime(100); // it is on its way back
      history.pushState({ idx: 8 });
      vi.advanceTimersToNextTimer(); // and was told that it is there: it goes to where the page is
      open();
      vi.runAllTimers();
      expect(engine.panel).toBeDefined();
      expect(history.state).toMatchObject({ idx: 8, 'earshot-form': true });
      history.back();
      vi.runAllTimers();
      expect(engine.panel).toBeUndefined();
      expect(history.state).toEqual({ idx: 8 });
    },
  );

  it('a way that nobody tells the end of does not take the visitor’s next Back for its own', () => {
    const { history, open, close } = stand();
    open();
    close();
    vi.spyOn(history, 'back').mockImplementationOnce(() => {});
    vi.runAllTimers();
    open(); // its entry is still there
    history.pushState({ idx: 8 });
    history.back();
    history.back();
    vi.runAllTimers();
    expect(history.state).toEqual({ idx: 7 });
  });

  it('keeps its way back to itself where the page is being left', () => {
    const { history, open, close } = stand();
    const back = vi.spyOn(history, 'back');
    open();
    close();
    window.dispatchEvent(new Event('beforeunload'));
    vi.runAllTimers();
    expect(back).not.toHaveBeenCalled();
  });

  it('a link to a place within the page leaves the form open', () => {
    const { history, engine, open } = stand();
    const location = { href: 'https://shop.example/cart' };
    vi.stubGlobal('location', location);
    open();
    location.href += '#terms';
    history.pushState(null);
    window.dispatchEvent(new PopStateEvent('popstate', { state: null }));
    expect(engine.panel).toBeDefined();
  });

  it.each(['abc', ['a'], 7, null])('a state that is no object is not taken apart: %j', (state) => {
    const { history, open, close } = stand(state);
    open();
    expect(history.state).toEqual({ 'earshot-form': true });
    close();
    vi.runAllTimers();
    expect(history.state).toEqual(state);
  });

  it.each(['at the start', 'from the back/forward cache'])('an entry that its form left behind goes: %s', (when) => {
    const history = fakeHistory({ idx: 7 });
    vi.stubGlobal('history', history);
    vi.stubGlobal('navigation', history.navigation);
    const left = () => history.pushState({ idx: 7, 'earshot-form': true });
    if (when === 'at the start') left();
    closeOnBack({ signal: aborter.signal } as never as Engine);
    if (when !== 'at the start') left();
    window.dispatchEvent(new Event('pageshow'));
    vi.runAllTimers();
    expect(history.state).toEqual({ idx: 7 });
  });

  it('a way back that was never told, since the page was left, does not stand in the way of the next form', () => {
    const { history, open, close } = stand();
    history.back = () => {};
    open();
    close();
    vi.runAllTimers();
    history.pushState({ idx: 8 });
    window.dispatchEvent(new Event('pageshow'));
    open();
    expect(history.state).toEqual({ idx: 8, 'earshot-form': true });
  });

  it('throws nothing into a frame that may not touch its history', () => {
    const { history, open } = stand();
    history.pushState = () => {
      throw new DOMException('sandboxed', 'SecurityError');
    };
    expect(open).not.toThrow();
  });
});
