/** For so long a failure is remembered, ms: a burst of calls would use up the few URLs that a chunk has. */
const CALM_MS = 3e4;

/** So often it is asked for again by itself; after that when somebody asks, or when the network returns. */
const TIMES = 2;

/** What comes in a chunk of its own, once. */
export interface Asked<T> {
  /** Asks for it; rejects where it cannot be had now. */
  ask(): Promise<T>;
  /** Resolves when it is there, however often it has to be asked for. */
  wait(): Promise<T>;
}

/** Loads a chunk and makes what is in it, at most once; only the loading is tried again. */
export const askAgain = <M, T>(load: () => Promise<M>, make: (module: M) => T, signal: AbortSignal): Asked<T> => {
  let asked: Promise<T> | undefined;
  let times = 0;
  let arrive: (made: T) => void;
  const arrival = new Promise<T>((resolve) => (arrive = resolve));
  const ask = () => {
    if (asked) return asked;
    const loading = load();
    const attempt = (asked = loading.then(make));
    attempt.then(arrive, (error) => console.warn('Earshot:', error));
    loading.catch(() => {
      if (signal.aborted) return;
      const forget = (again: boolean) => {
        if (asked === attempt) asked = undefined;
        if (again) ask().catch(() => {});
      };
      const timer = setTimeout(() => forget(times++ < TIMES), CALM_MS);
      addEventListener('online', () => forget(true), { once: true, signal });
      signal.addEventListener('abort', () => clearTimeout(timer));
    });
    return attempt;
  };
  return { ask, wait: () => arrival };
};
