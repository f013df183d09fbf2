/** More than that is said as "1,000+": no page counts further. */
export const MOST_ARRIVALS = 1_000;

/** What came to a project lately: ids and when they were received, the newest first. */
export interface Arrival {
  id: string;
  receivedAtMs: number;
}

export interface Fresh {
  count: number;
  /** There are more than were counted. */
  more: boolean;
  /** When the newest was received; 0 where there is none. */
  newestMs: number;
}

/**
 * Remembers what came, each once, however often it is found: a record that was committed late is found beside others that
 * are known. Holds the newest thousand and one.
 */
export const createArrivals = () => {
  let known = new Map<string, number>();
  return {
    add(found: Arrival[]) {
      for (const { id, receivedAtMs } of found) known.set(id, receivedAtMs);
      if (known.size <= MOST_ARRIVALS + 1) return;
      known = new Map([...known].sort(([, a], [, b]) => b - a).slice(0, MOST_ARRIVALS + 1));
    },
    /** Those that were received after a moment. */
    after(sinceMs: number): Fresh {
      let [count, newestMs] = [0, 0];
      for (const receivedAtMs of known.values()) {
        newestMs = Math.max(newestMs, receivedAtMs);
        if (receivedAtMs > sinceMs) count++;
      }
      return { count: Math.min(count, MOST_ARRIVALS), more: count > MOST_ARRIVALS, newestMs };
    },
    newestMs: () => Math.max(0, ...known.values()),
  };
};

export type Arrivals = ReturnType<typeof createArrivals>;
