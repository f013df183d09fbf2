import type { Watch } from './watch';

/** So many milliseconds for which the page was really in front of somebody: a tab in the background does not count. */
export const dwellMs: Watch<number> = (ms, happened, signal) => {
  let left = ms;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    if (timer) left -= performance.now() - since;
    clearTimeout(timer);
    timer = undefined;
    if (document.hidden) return;
    since = performance.now();
    timer = setTimeout(happened, Math.max(0, left));
  };
  document.addEventListener('visibilitychange', look, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  look();
};
