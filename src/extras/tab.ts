import type { Engine } from '../engine';
import { coversFocus } from '../page/covers-focus';
import { listen } from '../page/listen';
import { shapeLauncher } from './launcher';

/** What the tab is not in a hurry for: it stays on the page, and out of the way of focus. */
export const keepTab = (engine: Engine) => {
  const { host, signal } = engine;
  const { element, button } = host;
  shapeLauncher(engine);
  // what a page's own CSS finds it by
  element.dataset['earshotRoot'] = '';
  button.setAttribute('part', 'tab');
  const put = () => {
    const page = document.documentElement;
    if (signal.aborted || !page) return;
    if (!element.isConnected) page.append(element);
    // React takes the whole documentElement away when it gives up hydrating a document.
    for (const node of [document, page]) watcher.observe(node, { childList: true });
  };
  // Later, not at once: a script that takes the tab away each time is not fought in a tight loop.
  const watcher = new MutationObserver(() => setTimeout(put));
  put();
  signal.addEventListener('abort', () => watcher.disconnect());

  // WCAG 2.4.11: what has focus on the page is not hidden under the tab
  const stepAside = () => {
    const covers = coversFocus(button);
    button.style.opacity = covers ? '0' : '';
    button.style.pointerEvents = covers ? 'none' : '';
  };
  signal.addEventListener('abort', listen(window, ['focusin', 'focusout', 'scroll', 'resize'], stepAside));
};
