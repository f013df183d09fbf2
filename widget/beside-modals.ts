import { listen } from '../src/page/listen';

/**
 * A modal of the page that keeps the focus takes it back when it hears where it went (Radix, Bootstrap, MUI), and nobody
 * could write in a form beside it: the page hears that the focus left one of its own fields, no more.
 */
function hush(event: Event): void {
  const { type, target, relatedTarget } = event as FocusEvent;
  const left = type === 'focusout';
  const ours = (left ? relatedTarget : target) as Element | null;
  if (!ours?.shadowRoot?.querySelector('dialog.earshot')) return;
  event.stopImmediatePropagation();
  // fields are checked and saved when they are left
  if (left) event.composedPath()[0]!.dispatchEvent(new FocusEvent(type, { bubbles: true, composed: true }));
}

/** Those that look where the focus is, whatever they hear: react-focus-lock, and the FocusScope of React Aria. */
const OPT_OUTS = ['data-no-focus-lock', 'data-react-aria-top-layer'];

/**
 * What a modal takes for a use of the page behind it. Radix closes at a pointer that goes down there and calls the focus
 * back, so that nobody could click into a form that was opened from within; it lets nothing scroll there either.
 */
const OURS_ALONE = ['pointerdown', 'wheel', 'touchmove'];

/** Whether all outside of a native modal is inert, and the form with it. A page that is fullscreen is modal, but not inert. */
function isInert(): boolean {
  if (document.querySelector(':modal:not(:root)')) return true;
  // one in a shadow root is found from within only, where whoever opened the form is
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  for (; at; at = at.assignedSlot ?? at.parentElement ?? (at.getRootNode() as ShadowRoot).host ?? null)
    if (at.matches(':modal:not(:root)')) return true;
  return false;
}

/** Lets a dialog be used while the page has a modal of its own, native or not. Returns the off switch. */
export function besideModals(dialog: HTMLDialogElement): () => void {
  const { host } = dialog.getRootNode() as ShadowRoot;
  for (const name of OPT_OUTS) host.setAttribute(name, '');
  // a form that was opened from within a native one has to be one too
  if (!dialog.matches(':modal') && isInert()) {
    dialog.open = false;
    dialog.showModal();
    // as the panel does it, not on the first button
    dialog.querySelector('h2')?.focus();
  }
  const offs = new AbortController();
  const { signal } = offs;
  signal.addEventListener('abort', listen(window, ['focusin', 'focusout'], hush));
  // passive: the browser scrolls without waiting for it
  for (const type of OURS_ALONE)
    dialog.addEventListener(type, (event) => event.stopPropagation(), { passive: true, signal });
  return () => {
    offs.abort();
    for (const name of OPT_OUTS) host.removeAttribute(name);
  };
}
