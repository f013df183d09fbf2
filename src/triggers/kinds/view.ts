import type { Watch } from './watch';

/** Half of the first element that the selector finds is in the window. It may come into the page later. */
export const view: Watch<string> = (selector, happened, signal) => {
  const seen = new IntersectionObserver((entries) => entries.at(-1)!.isIntersecting && happened(), { threshold: 0.5 });
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
