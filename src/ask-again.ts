/** Half of the first wait until what is missing is asked for again; each wait is twice the last one. */
const CALM_MS = 15e3;

/** What comes in a chunk of its own, once. */
export interface Asked<T> {
  /** Asks for it; rejects where it cannot be had now. */
  ask(): Promise<T>;
  /** Resolves when it is there, however often it has to be asked for. */
  wait(): Promise<T>;
}

/**
 * Loads a chunk at most once. After a failure everybody is told the same until it is asked for again: when the network
 * returns, or some time later. A burst of calls would otherwise use up the few URLs that a chunk has.
 */
export const askAgain = <M, T>(load: () => Promise<M>, make: (module: M) => T, signal: AbortSignal): Asked<T> => {
  let asked: Promise<T> | undefined;
  let calmMs = CALM_MS;
  let arrive: (made: T) => void;
  const arrival = new Promise<T>((resolve) => (arrive = resolve));
  const ask = () => {
    if (asked) return asked;
    const attempt = (asked = load().then(make));
    attempt.then(arrive, (error) => {
      console.warn('Earshot:', error);
      const again = () => {
        if (asked === attempt) asked = undefined;
        ask().catch(() => {});
      };
      const timer = setTimeout(again, (calmMs *= 2));
      addEventListener('online', again, { once: true, signal });
      signal.addEventListener('abort', () => clearTimeout(timer));
    });
    return attempt;
  };
  return { ask, wait: () => arrival };
};
