import type { Watch } from './watch';

/**
 * Half of the first element that the selector finds is in the window, or as much of it as half the window holds. It may
 * come into the page later, and another may come in its place before it was seen.
 */
export const view: Watch<string> = (selector, happened, signal) => {
  const seen = new IntersectionObserver(
    (entries) => {
      const { intersectionRatio, intersectionRect } = entries.at(-1)!;
      if (intersectionRatio < 0.5 && intersectionRect.height < innerHeight / 2) return;
      stop();
      happened();
    },
    // what is higher than the window never shows half of itself, so every twentieth counts
    { threshold: [...Array(21).keys()].map((at) => at / 20) },
  );
  let element: Element | null = null;
  const look = () => {
    if (element?.isConnected && element.matches(selector)) return;
    seen.disconnect();
    element = document.querySelector(selector);
    if (element) seen.observe(element);
  };
  const changes = new MutationObserver(look);
  const stop = () => {
    changes.disconnect();
    seen.disconnect();
  };
  changes.observe(document.documentElement, { childList: true, subtree: true, attributes: true });
  look();
  signal.addEventListener('abort', stop);
};
