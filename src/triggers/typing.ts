import { wait } from '../delivery/wait';

/** Whoever has not typed for this long, or has left the field, is not in the middle of a sentence. */
const TYPING_MS = 3000;

/** Returns a function that waits until nobody is typing on the page (MEASUREMENT.md, Fatigue). */
export const watchTyping = (signal: AbortSignal) => {
  let field: Node | undefined;
  let at = -Infinity;
  addEventListener(
    'beforeinput', // of text fields and editors only, even of those that handle their keys themselves
    (event) => {
      field = event.composedPath()[0] as Node;
      at = performance.now();
    },
    { capture: true, signal },
  );
  const leftMs = () =>
    (field?.getRootNode() as Document | undefined)?.activeElement === field ? at + TYPING_MS - performance.now() : 0;
  return async () => {
    for (let ms = leftMs(); ms > 0 && !signal.aborted; ms = leftMs()) await wait(ms, signal);
  };
};
