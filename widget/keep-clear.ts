import { coversFocus } from '../src/page/covers-focus';
import { listen } from '../src/page/listen';

/**
 * Keeps a prompt off the element that has the page's focus (WCAG 2.4.11): below it, else above, else out of sight
 * until the focus moves on. Returns the off switch.
 */
export function keepClear(prompt: HTMLElement): () => void {
  const place = () => {
    for (const where of ['', 'above', 'away']) {
      prompt.className = `earshot float prompt ${where}`;
      if (!coversFocus(prompt, 'input,textarea,select,[contenteditable]')) return;
    }
  };
  // An element that is taken away while it has the focus tells nobody, so any sign of the visitor is asked too.
  place();
  return listen(window, ['focusin', 'focusout', 'scroll', 'resize', 'pointerup', 'keyup'], place);
}
