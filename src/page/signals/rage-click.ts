import { onAnswer } from './answers';

const CLICKS = 4;
const WITHIN_MS = 1200;
const WITHIN_PX = 24;

/** What stands in fields: a script that counts one up changes nothing else. It is compared, and goes nowhere. */
const entered = (roots: ParentNode[]) =>
  `${roots.flatMap((root) => [...root.querySelectorAll<HTMLInputElement>('input:not([type=password])')].map(({ value }) => value))}`;

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
      const path = event.composedPath();
      // our own form, and a canvas, where nothing tells what a click did; a page may have a field called `matches`
      if (path.some((it) => it instanceof Element && Element.prototype.matches.call(it, '.earshot,canvas'))) return;
      const shadows = path.filter((it) => it instanceof ShadowRoot);
      const last = before;
      before = entered([document, ...shadows]);
      if (before !== last) answered();
      const at = performance.now();
      clicks = [
        ...clicks.filter((it) => at - it.at < WITHIN_MS && Math.hypot(it.x - x, it.y - y) < WITHIN_PX),
        { at, x, y },
      ];
      off();
      off = onAnswer(answered, shadows);
      if (clicks.length < CLICKS) return;
      clicks = [];
      happened();
    },
    { capture: true, signal },
  );
  signal.addEventListener('abort', () => off());
};
