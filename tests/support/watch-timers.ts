/**
 * Runs in the page before its scripts. Counts timers that have neither run nor been taken back, and broadcast channels
 * that are open; `watched()` of the window says how many, `waits()` for how long the timers were set. The page has none
 * of its own.
 */
export const watchTimers = () => {
  const timers = new Map<number, number>();
  const { setTimeout, clearTimeout, BroadcastChannel } = window;
  window.setTimeout = ((job: () => void, ms?: number, ...rest: unknown[]) => {
    const id = setTimeout(() => {
      timers.delete(id);
      job.call(window, ...(rest as []));
    }, ms);
    timers.set(id, ms ?? 0);
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    timers.delete(id as number);
    clearTimeout(id);
  };
  let channels = 0;
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      channels++;
    }
    override close() {
      channels--;
      super.close();
    }
  };
  Object.assign(window, { watched: () => ({ timers: timers.size, channels }), waits: () => [...timers.values()] });
};

declare global {
  interface Window {
    watched(): { timers: number; channels: number };
    /** Milliseconds. */
    waits(): number[];
  }
}
