import { besideModals } from './beside-modals';
import { followKeyboard } from './follow-keyboard';
import { keepClear } from './keep-clear';
import { nameParts } from './name-parts';

const offsOf = (element: HTMLElement) => {
  if (element.matches('.prompt')) return [keepClear(element)];
  return element.matches('dialog') ? [besideModals(element as HTMLDialogElement), followKeyboard(element)] : [];
};

/** Names a panel's parts, keeps it out of the way of keyboard and focus, usable beside modals of the page. Returns the off switch. */
export const attend = (element: HTMLElement): (() => void) => {
  const offs = [nameParts(element), ...offsOf(element)];
  return () => {
    for (const off of offs) off();
  };
};
