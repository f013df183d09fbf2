import { followKeyboard } from './follow-keyboard';
import { keepClear } from './keep-clear';

/** As `attend.ts`, without what a form needs beside a modal of the page: an app's own pages have few. Keeps a panel out of the way of the keyboard and of what has the focus. Returns the off switch. */
export const attend = (element: HTMLElement): (() => void) | undefined =>
  element.matches('.prompt') ? keepClear(element) : element.matches('dialog') ? followKeyboard(element) : undefined;
