import { listen } from '../src/page/listen';

/**
 * While the panel has the focus (`hasFocus`), keys go no further than the window, and Esc is ours. Stopping at our own root
 * would not beat a host's hotkeys that listen in the capture phase on `document` (DELIVERY.md, Security 3).
 * Typing, Tab, arrows and Enter are default actions: they go on. Returns the off switch.
 */
export function shieldKeys(hasFocus: () => boolean, dismiss: false | (() => void)): () => void {
  /** Esc is still down: its repeats and its keyup, when we are gone, would close something of the page. */
  let held = false;
  let over = false;
  const hear = (event: Event) => {
    const key = event as KeyboardEvent;
    // A key that belongs to an input method picks a syllable: it never closes.
    const isEscape = key.key === 'Escape' && !key.isComposing && key.keyCode !== 229;
    // What Esc does not close it does not take: an inline form may stand in a dialog of the page.
    if (isEscape && !dismiss) return;
    if (!(held && isEscape) && !hasFocus()) return;
    event.stopImmediatePropagation();
    if (!isEscape) return;
    const first = !held && key.type === 'keydown';
    held = key.type === 'keydown';
    if (first && dismiss) {
      key.preventDefault();
      dismiss();
    } else if (over) off();
  };
  const unlisten = listen(window, ['keydown', 'keypress', 'keyup'], hear);
  const off = () => {
    over = true;
    if (!held) unlisten();
  };
  return off;
}
