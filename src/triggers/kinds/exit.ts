import type { Watch } from './watch';

/**
 * The mouse leaves the page by its upper edge, where tabs and the address bar are. On a touch screen nothing tells that
 * somebody is about to leave, and nothing is guessed there.
 */
export const exit: Watch<true> = (_, happened, signal) => {
  document.documentElement.addEventListener('mouseleave', ({ clientY }) => clientY <= 0 && happened(), { signal });
};
