import type { Watch } from './watch';

/** So many milliseconds after the page was entered. */
export const delayMs: Watch<number> = (ms, happened, signal) => {
  const timer = setTimeout(happened, ms);
  signal.addEventListener('abort', () => clearTimeout(timer));
};
