import { followKeyboard } from './follow-keyboard';
import { keepClear } from './keep-clear';
import { nameParts } from './name-parts';

const offOf = (element: HTMLElement) =>
  element.matches('.prompt') ? keepClear(element) : element.matches('dialog') && followKeyboard(element);

/** As `attend.ts`, without what a form needs beside a modal of the page: an app's own pages have few. */
export const attend = (element: HTMLElement): (() => void) => {
  const offs = [nameParts(element), offOf(element)];
  return () => {
    for (const off of offs) if (off) off();
  };
};
