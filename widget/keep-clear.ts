import { listen } from './listen';

/** What is higher is a region that scripts focus, or a frame, which cannot be hidden as a whole; unless it is a field. */
const REGION_PX = 200;

/**
 * Keeps a prompt off the element that has the page's focus (WCAG 2.4.11): below it, else above, else out of sight
 * until the focus moves on. Returns the off switch.
 */
export function keepClear(prompt: HTMLElement): () => void {
  const covers = () => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    // Ours is in front of the prompt or in it.
    if (!focused || focused === document.body || focused.getRootNode() === prompt.getRootNode()) return false;
    const a = focused.getBoundingClientRect();
    const b = prompt.getBoundingClientRect();
    const counts = a.height < REGION_PX || focused.matches('input,textarea,select,[contenteditable]');
    return counts && a.top < b.bottom && b.top < a.bottom && a.left < b.right && b.left < a.right;
  };
  const place = () => {
    for (const where of ['', 'above', 'away']) {
      prompt.className = `earshot float prompt ${where}`;
      if (!covers()) return;
    }
  };
  // An element that is taken away while it has the focus tells nobody, so any sign of the visitor is asked too.
  place();
  return listen(window, ['focusin', 'focusout', 'scroll', 'resize', 'pointerup', 'keyup'], place);
}
