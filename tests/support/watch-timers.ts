/**
 * Runs in the page before its scripts. Counts timers that have neither run nor been taken back, and broadcast channels
 * that are open; `watched()` of the window says how many. The page has none of its own.
 */
export const watchTimers = () => {
  const timers = new Set<number>();
  const { setTimeout, clearTimeout, BroadcastChannel } = window;
  window.setTimeout = ((job: () => void, ms?: number, ...rest: unknown[]) => {
    const id = setTimeout(() => {
      timers.delete(id);
      job.call(window, ...(rest as []));
    }, ms);
    timers.add(id);
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
  Object.assign(window, { watched: () => ({ timers: timers.size, channels }) });
};

declare global {
  interface Window {
    watched(): { timers: number; channels: number };
  }
}
