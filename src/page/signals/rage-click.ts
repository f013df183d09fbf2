import { onAnswer } from './answers';

const CLICKS = 4;
const WITHIN_MS = 1200;
const WITHIN_PX = 24;

/** What stands in the page's fields: a script that counts one up changes nothing else. It is compared, and goes nowhere. */
const entered = () =>
  `${Array.from(document.querySelectorAll<HTMLInputElement>('input:not([type=password])'), ({ value }) => value)}`;

/**
 * Somebody clicks one place again and again, and the page answers none of it: a stepper or an arrow that is pressed five
 * times is in use. Three clicks are how a paragraph is selected, so it takes four, and none that selected text.
 */
export const rageClick = (happened: () => void, signal: AbortSignal): void => {
  let clicks: { at: number; x: number; y: number }[] = [];
  let before = '';
  let off = () => {};
  const answered = () => {
    off();
    clicks.pop();
  };
  addEventListener(
    'click',
    (event) => {
      const { clientX: x, clientY: y, isTrusted, detail } = event;
      // by the keyboard, as in games and on steppers, or by a script
      if (!isTrusted || !detail || !getSelection()?.isCollapsed) return;
      // our own form, and a canvas, where nothing tells what a click did
      if (event.composedPath().some((it) => (it as Partial<Element>).matches?.('.earshot,canvas'))) return;
      const last = before;
      before = entered();
      if (before !== last) answered();
      const at = performance.now();
      clicks = [
        ...clicks.filter((it) => at - it.at < WITHIN_MS && Math.hypot(it.x - x, it.y - y) < WITHIN_PX),
        { at, x, y },
      ];
      off();
      off = onAnswer(answered);
      if (clicks.length < CLICKS) return;
      clicks = [];
      happened();
    },
    { capture: true, signal },
  );
};
