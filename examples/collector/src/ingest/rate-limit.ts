/** Buckets beyond this are forgotten, full ones first: a flood of addresses must not fill the memory. */
const MAX_BUCKETS = 50_000;

/** A token bucket a key, in memory: `perMinute` requests at once, refilled evenly; 0: no limit. */
export const createRateLimit = (perMinute: number, clock: () => number) => {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  const perMs = perMinute / 60_000;

  const forget = (nowMs: number) => {
    for (const [key, { tokens, atMs }] of buckets)
      if (tokens + (nowMs - atMs) * perMs >= perMinute) buckets.delete(key);
    if (buckets.size >= MAX_BUCKETS) buckets.clear();
  };

  const refilled = (key: string) => {
    const nowMs = clock();
    let bucket = buckets.get(key);
    if (!bucket) {
      if (buckets.size >= MAX_BUCKETS) forget(nowMs);
      bucket = { tokens: perMinute, atMs: nowMs };
      buckets.set(key, bucket);
    }
    // A clock that jumped back refills nothing, and never takes tokens away.
    bucket.tokens = Math.min(perMinute, bucket.tokens + Math.max(0, nowMs - bucket.atMs) * perMs);
    bucket.atMs = nowMs;
    return bucket;
  };

  /** 0 when a request may pass, else the seconds until one may. Takes nothing. */
  const wait = (key: string): number => {
    if (perMinute <= 0) return 0;
    const { tokens } = refilled(key);
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perMs / 1_000));
  };

  return {
    wait,
    /** The same for a request that passes when it may. */
    take(key: string): number {
      const waitS = wait(key);
      if (perMinute > 0 && !waitS) buckets.get(key)!.tokens -= 1;
      return waitS;
    },
    /** Undoes a `take`. */
    giveBack(key: string): void {
      if (perMinute > 0) refilled(key).tokens = Math.min(perMinute, refilled(key).tokens + 1);
    },
  };
};
