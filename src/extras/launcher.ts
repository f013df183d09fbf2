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
export const shapeLauncher = async ({ host: { root, element }, settings, signal, emit }: Engine): Promise<void> => {
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
};
