import type { Watch } from './watch';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll', 'touchstart'];

/** So many milliseconds without a sign of anybody, on a page that is in front. */
export const idleMs: Watch<number> = (ms, happened, signal) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(happened, ms);
  };
  for (const sign of SIGNS) addEventListener(sign, again, { capture: true, passive: true, signal });
  document.addEventListener('visibilitychange', again, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  again();
};
