import { listen } from '../src/page/listen';
import { zoomOf } from './zoom-of';

/** Keeps a dialog above the keyboard, which covers the layout viewport on phones. Returns the off switch. */
export function followKeyboard(dialog: HTMLElement): () => void {
  const view = visualViewport;
  if (!view) return () => {};
  const rise = () => {
    // A pinch makes the view smaller too: who zooms in looks at a part, and nothing is to move under it.
    if (view.scale > 1) return;
    dialog.style.setProperty(
      '--keyboard',
      `${Math.max(0, innerHeight - view.height - view.offsetTop) / zoomOf(dialog)}px`,
    );
    dialog.style.setProperty('--height', `${view.height / zoomOf(dialog)}px`);
  };
  rise();
  return listen(view, ['resize', 'scroll'], rise);
}
