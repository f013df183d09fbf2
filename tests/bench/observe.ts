/** What the page saw of itself. */
export interface Observed {
  /** Tasks over 50 ms, by the page's own observer. */
  longTasks: number;
  /** Sum of the layout shifts, as the web measures it: those within half a second of input are left out. */
  shift: number;
  /** Sum of the shifts that were left out. */
  excusedShift: number;
  /** From the click, as the browser timed it, to the panel's first radio. */
  usableMs: number;
  /** Requests that began before the page's first idle callback ran, the page itself left out. */
  beforeIdle: number;
}

/** Runs in the page before anything else. Leaves `observed()` there. */
export const observe = () => {
  performance.mark('phase:boot');
  let [longTasks, shift, excusedShift, clickedMs, usableMs, idleMs] = [0, 0, 0, 0, 0, Infinity];
  const watch = (type: string, each: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  watch('longtask', () => longTasks++);
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (hadRecentInput) excusedShift += value;
    else shift += value;
  });

  const { requestIdleCallback } = window;
  window.requestIdleCallback = (callback, options) =>
    requestIdleCallback((deadline) => {
      idleMs = Math.min(idleMs, performance.now());
      callback(deadline);
    }, options);

  // The panel comes into the launcher's shadow root, where only an observer of that root sees it.
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    new MutationObserver(() => {
      if (clickedMs && !usableMs && root.querySelector('dialog input[type=radio]:enabled'))
        usableMs = performance.now() - clickedMs;
    }).observe(root, { childList: true, subtree: true });
    return root;
  };
  addEventListener('click', ({ timeStamp }) => (clickedMs ||= timeStamp), { capture: true });

  const observed = (): Observed => {
    const began = performance.getEntriesByType('resource').map(({ startTime }) => startTime);
    return { longTasks, shift, excusedShift, usableMs, beforeIdle: began.filter((time) => time < idleMs).length };
  };
  Object.assign(window, { observed });
};
