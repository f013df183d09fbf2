import type { Watch } from './watch';

/**
 * Half of the first element that the selector finds is in the window, or as much of it as half the window holds. It may
 * come into the page later.
 */
export const view: Watch<string> = (selector, happened, signal) => {
  const seen = new IntersectionObserver(
    (entries) => {
      const { intersectionRatio, intersectionRect } = entries.at(-1)!;
      if (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2) happened();
    },
    // what is higher than the window never shows half of itself, so every twentieth counts
    { threshold: [...Array(21).keys()].map((at) => at / 20) },
  );
  const look = () => {
    const element = document.querySelector(selector);
    if (!element) return false;
    changes.disconnect();
    seen.observe(element);
    return true;
  };
  const changes = new MutationObserver(look);
  if (!look()) changes.observe(document.documentElement, { childList: true, subtree: true, attributes: true });
  signal.addEventListener('abort', () => {
    changes.disconnect();
    seen.disconnect();
  });
};
