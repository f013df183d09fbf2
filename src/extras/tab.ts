import type { Engine } from '../engine';

/** What the tab is not in a hurry for: it stays on the page, and out of the way of focus. */
export const keepTab = ({ host: { element, button }, signal }: Engine) => {
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

  // WCAG 2.4.11: what has focus on the page is not hidden under the tab. Large regions are: they scroll.
  const stepAside = () => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement && focused !== element) focused = focused.shadowRoot.activeElement;
    const it = focused?.getBoundingClientRect();
    const tab = button.getBoundingClientRect();
    const covered =
      it &&
      focused !== element &&
      focused !== document.body &&
      it.height < 200 &&
      it.bottom > tab.top &&
      it.top < tab.bottom &&
      it.right > tab.left &&
      it.left < tab.right;
    button.style.opacity = covered ? '0' : '';
    button.style.pointerEvents = covered ? 'none' : '';
  };
  for (const type of ['focusin', 'focusout', 'scroll', 'resize'])
    addEventListener(type, stepAside, { capture: true, passive: true, signal });
};
