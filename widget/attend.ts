import { besideModals } from './beside-modals';
import { followKeyboard } from './follow-keyboard';
import { keepClear } from './keep-clear';

/** Keeps a panel out of the way of keyboard and focus, and usable beside modals of the page. Returns the off switch. */
export const attend = (element: HTMLElement): (() => void) | undefined => {
  if (element.matches('.prompt')) return keepClear(element);
  if (!element.matches('dialog')) return;
  const offs = [besideModals(element as HTMLDialogElement), followKeyboard(element)];
  return () => {
    for (const off of offs) off();
  };
};
