/** "Poor" by web.dev/articles/lcp: the largest thing on the page was not there within four seconds. */
const SLOW_MS = 4000;

/** The view that one load was slow for: later views of an app have been fast. */
let told: AbortSignal | undefined;

/** The page's largest element took more than four seconds to show; where the browser does not tell, its load. */
export const slowPage = (happened: () => void, signal: AbortSignal): void => {
  const tell = () => {
    told ??= signal;
    if (told === signal) happened();
  };
  const type = 'largest-contentful-paint';
  if (PerformanceObserver.supportedEntryTypes.includes(type)) {
    const observer = new PerformanceObserver((list) => {
      if (list.getEntries().some(({ startTime }) => startTime > SLOW_MS)) tell();
    });
    observer.observe({ type, buffered: true });
    signal.addEventListener('abort', () => observer.disconnect());
    return;
  }
  const look = () => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    if (entry && entry.loadEventStart > SLOW_MS) tell();
  };
  if (document.readyState === 'complete') look();
  else addEventListener('load', look, { signal });
};
