import type { Engine } from '../engine';
import { panelFiles } from './panel-files';

/** What the tab is not in a hurry for: it stays on the page, out of the way of focus, and opens without a network. */
export const keepTab = ({ host: { element, button }, settings, signal }: Engine) => {
  const { head } = document;
  const put = () => {
    if (signal.aborted) return;
    if (!element.isConnected) document.documentElement.append(element);
    // React takes the whole documentElement away when it gives up hydrating a document.
    for (const node of [document, document.documentElement]) watcher.observe(node, { childList: true });
  };
  // Later, not at once: a script that takes the tab away each time is not fought in a tight loop.
  const watcher = new MutationObserver(() => setTimeout(put));
  put();

  // WCAG 2.4.11: what has focus on the page is not hidden under the tab. Large regions are: they scroll.
  document.addEventListener(
    'focusin',
    ({ target }) => {
      const it = (target as Element).getBoundingClientRect();
      const tab = button.getBoundingClientRect();
      const covered =
        target !== element &&
        it.height < 200 &&
        it.bottom > tab.top &&
        it.top < tab.bottom &&
        it.right > tab.left &&
        it.left < tab.right;
      button.style.opacity = covered ? '0' : '';
      button.style.pointerEvents = covered ? 'none' : '';
    },
    { signal },
  );

  const links = panelFiles(settings.locale).map((href) =>
    Object.assign(document.createElement('link'), { rel: 'modulepreload', href }),
  );
  const preload = () => signal.aborted || head.append(...links);
  // With saveData the panel comes with the first hover, focus or touch; what waits to be sent never waits for that.
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) {
    for (const sign of ['pointerover', 'focus']) button.addEventListener(sign, preload, { once: true, signal });
  } else (self.requestIdleCallback ?? setTimeout)(preload);
  signal.addEventListener('abort', () => {
    watcher.disconnect();
    for (const link of links) link.remove();
  });
};
