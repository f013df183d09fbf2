import type { Engine } from '../engine';

/** One line a shape, and one file. Each is its own chunk, loaded where a page has it. */
const shapes: { [name: string]: () => Promise<{ default: string }> } = {
  edge: () => import('./launcher-edge.css'),
  button: () => import('./launcher-button.css'),
};

/**
 * Draws the launcher in another shape than the loader does: until then it is not there, so that nothing changes under a
 * visitor's eyes. A shape that could not be loaded is a tab, and so is a word that names none.
 */
export const shapeLauncher = async (engine: Engine): Promise<void> => {
  const { settings, signal, emit } = engine;
  const { root, element, button } = engine.host;
  const { launcher, frame, position } = settings;
  if (launcher === 'tab' || launcher === 'hidden' || (self !== top && !frame)) return;
  const css = await shapes[launcher]?.().catch((cause) => emit('error', { code: 'launcher', cause }));
  if (signal.aborted) return;
  const rtl = getComputedStyle(element).direction === 'rtl';
  element.dataset['side'] = (position === 'start') === rtl ? 'right' : 'left';
  const sheet = new CSSStyleSheet();
  // what says that it is hidden gives way: the loader hid it for this
  sheet.replaceSync(`button{display:block}${css?.default ?? ''}`);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  // a round one has room for a sentence only where it has one: what could not be opened is said in both places
  const status = root.querySelector('output')!;
  const watcher = new MutationObserver(() =>
    button.toggleAttribute('data-failed', button.textContent === status.textContent),
  );
  watcher.observe(status, { childList: true });
  signal.addEventListener('abort', () => watcher.disconnect());
};
