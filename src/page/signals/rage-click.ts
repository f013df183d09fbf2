const CLICKS = 4;
const WITHIN_MS = 1200;
const WITHIN_PX = 24;

/**
 * Somebody clicks one place again and again. Three clicks are how a paragraph is selected, so it takes four, and none
 * that selected text.
 */
export const rageClick = (happened: () => void, signal: AbortSignal): void => {
  let clicks: { at: number; x: number; y: number }[] = [];
  addEventListener(
    'click',
    ({ clientX: x, clientY: y, isTrusted, detail }) => {
      // by the keyboard, as in games and on steppers, or by a script
      if (!isTrusted || !detail || !getSelection()?.isCollapsed) return;
      const at = performance.now();
      clicks = [
        ...clicks.filter((it) => at - it.at < WITHIN_MS && Math.hypot(it.x - x, it.y - y) < WITHIN_PX),
        { at, x, y },
      ];
      if (clicks.length < CLICKS) return;
      clicks = [];
      happened();
    },
    { capture: true, signal },
  );
};
