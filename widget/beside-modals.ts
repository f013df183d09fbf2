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

/** Lets a dialog be used while the page has a modal of its own, native or not. Returns the off switch. */
export function besideModals(dialog: HTMLDialogElement): () => void {
  // All outside of a native one is inert: a form that was opened from within it has to be one too.
  if (!dialog.matches(':modal') && document.querySelector(':modal')) {
    dialog.open = false;
    dialog.showModal();
  }
  return listen(window, ['focusin', 'focusout'], hush);
}
