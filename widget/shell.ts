import type { PanelLayout } from '../src/survey/panel-host';
import { parts } from './parts';

/** The element around the panel. It changes from prompt to dialog without losing what is inside. */
export interface Shell {
  /** The dialog or section. */
  element: HTMLElement;
  /** Where the panel is rendered; moves along when the element changes. */
  inside: HTMLElement;
  /** Becomes a dialog: non-modal on a desktop, a modal sheet on a phone. */
  toDialog(): void;
  /** Begins to keep out of the way of keyboard and focus, once the code for it is there. */
  attend(): void;
  /** Whether the focus is in the dialog, its bare ground included, or in `within`. */
  hasFocus(within?: HTMLElement): boolean;
  remove(): void;
}

/** Puts the shell right after the launcher. A prompt and an inline form are regions: they never take focus. */
export function makeShell(root: ShadowRoot, layout: PanelLayout, dismiss: () => void): Shell {
  const inside = document.createElement('div');
  let release = () => {};

  const put = (tag: 'dialog' | 'section', kind: string) => {
    const element = document.createElement(tag);
    element.className = `earshot ${kind}`;
    element.setAttribute('aria-labelledby', 'earshot-title');
    element.append(inside);
    const before = root.querySelector('button') ?? root.lastElementChild;
    if (before) before.after(element);
    else root.append(element);
    return element;
  };

  const shell: Shell = {
    element: inside,
    inside,
    toDialog() {
      shell.remove();
      // Narrow enough for a sheet at the bottom.
      const phone = innerWidth < 640;
      const dialog = put('dialog', phone ? 'sheet' : 'float') as HTMLDialogElement;
      shell.element = dialog;
      // The Back button of Android and a second Esc close a modal dialog by themselves: both mean "dismiss".
      dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        dismiss();
      });
      dialog.addEventListener('close', dismiss);
      // a box that scrolls is a Tab stop of its own in Firefox and WebKit: one without a ring, of no use to anybody
      dialog.tabIndex = -1;
      if (phone) dialog.showModal();
      else dialog.open = true;
      shell.attend();
    },
    attend() {
      release();
      release = parts.attend?.(shell.element) ?? release;
    },
    hasFocus: (within = shell.element) => within.contains(root.activeElement),
    remove() {
      release();
      shell.element.replaceWith();
    },
  };
  if (layout === 'dialog') shell.toDialog();
  else shell.element = put('section', layout === 'prompt' ? 'float prompt' : 'inline');
  return shell;
}
