/**
 * What `job` comes to, or nothing after `ms`, or as soon as `signal` is aborted; without a job it only waits. No timer
 * and no listener is left behind (Q16).
 */
export const wait = <Result>(ms: number, signal: AbortSignal, job?: Promise<Result>): Promise<Result | void> =>
  new Promise((resolve, reject) => {
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener('abort', over);
    job?.then(resolve, reject).then(over);
    if (signal.aborted) over();
  });
