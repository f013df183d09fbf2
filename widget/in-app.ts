import fullscreen from './fullscreen.css';
import css from './in-app.css';

/** A dialog that covers everything is modal, or the focus would go behind it: a wide screen's is none by itself. */
const keepModal = (root: ShadowRoot, signal: AbortSignal) => {
  const watcher = new MutationObserver(() => {
    const dialog = root.querySelector<HTMLDialogElement>('dialog[open]:not(:modal)');
    if (!dialog) return;
    dialog.open = false;
    dialog.showModal();
    // as the panel does it, not on the first button
    dialog.querySelector('h2')?.focus();
  });
  watcher.observe(root, { childList: true });
  signal.addEventListener('abort', () => watcher.disconnect());
};

/**
 * What a form needs where an app is around the page: safe areas that the app may set, and the whole screen where
 * `layout` asks for it. Its sheets weigh more than the panel's own.
 */
export function inApp(root: ShadowRoot, layout: string | undefined, signal: AbortSignal): void {
  if (signal.aborted) return;
  const whole = layout === 'fullscreen';
  for (const text of whole ? [css, fullscreen] : [css]) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
  if (whole) keepModal(root, signal);
}
