const SEEN_MS = 1000;

/**
 * Tells once when half of `element`, or as much of it as half the window holds, was in view for a second
 * (MEASUREMENT.md, "Metrics"). What is not displayed, or stands in a hidden tab, is not seen. Returns the off switch.
 */
export function whenSeen(element: Element, tell: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(
    (entries) => {
      const { intersectionRatio, intersectionRect } = entries.at(-1)!;
      if (intersectionRatio < 0.5 && intersectionRect.height < innerHeight / 2) {
        clearTimeout(timer);
        timer = undefined;
      } else timer ??= setTimeout(seen, SEEN_MS);
    },
    // What is higher than the window never shows half of itself, so every twentieth counts.
    { threshold: [...Array(21).keys()].map((at) => at / 20) },
  );
  const seen = () => {
    observer.disconnect();
    timer = undefined;
    // Asked again, the observer answers with the next frame, and a hidden tab has none.
    if (document.hidden) observer.observe(element);
    else tell();
  };
  observer.observe(element);
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}
