import { followKeyboard } from './follow-keyboard';
import { keepClear } from './keep-clear';
import { nameParts } from './name-parts';

/** Keeps a panel out of the way of the keyboard and of what has the focus, and names its parts. Returns the off switch. */
export const attend = (element: HTMLElement): (() => void) => {
  const offs = [
    nameParts(element),
    element.matches('.prompt') ? keepClear(element) : element.matches('dialog') && followKeyboard(element),
  ];
  return () => {
    for (const off of offs) if (off) off();
  };
};
