import type { Watch } from './watch';

const DRAWN_MS = 1000;

/** The box that scrolls in place of the page, as in apps that fill the window; undefined where the page scrolls itself. */
const boxAt = (x: number, y: number): Element | undefined => {
  for (let at = document.elementFromPoint(x, y); at && at !== document.documentElement; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return undefined;
};

/** How much of it has come into sight, in percent of its height. */
const seenOf = ({ scrollTop, clientHeight, scrollHeight }: Element) =>
  ((scrollTop + clientHeight) / scrollHeight) * 100;

/**
 * This much of the page, in percent of its height, has come into the window: of the page itself, or of the box that
 * scrolls in its place. A page without a scroll bar is all there.
 */
export const scrollPercent: Watch<number> = (percent, happened, signal) => {
  const page = document.scrollingElement ?? document.documentElement;
  let done = false;
  const look = () => {
    if (done) return;
    const box = page.scrollHeight > innerHeight + 1 ? page : (boxAt(innerWidth / 2, innerHeight / 2) ?? page);
    if (seenOf(box) < percent - 0.5) return;
    done = true;
    removeEventListener('scroll', look, true);
    happened();
  };
  // a box's scrolling does not bubble, and is captured
  addEventListener('scroll', look, { capture: true, passive: true, signal });
  // a view that has just begun may not be drawn yet, and stand where the last one did
  const timer = setTimeout(look, DRAWN_MS);
  signal.addEventListener('abort', () => clearTimeout(timer));
};
