const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;

/** Waits between the attempts, as Standard Webhooks recommends them: ten attempts over three days. */
export const WAITS_MS = [5 * S, 5 * MIN, 30 * MIN, 2 * H, 5 * H, 10 * H, 14 * H, 20 * H, 24 * H];

/** Each wait is up to this much shorter or longer, so that what failed together does not come again together. */
export const JITTER = 0.2;

/** However long a receiver asks for: it may have meant milliseconds. */
export const MAX_RETRY_AFTER_MS = 24 * H;

/**
 * Milliseconds until the next attempt, or undefined when this was the last.
 * @param attempts how many were made, 1 or more
 * @param random from 0 up to 1
 */
export const nextWaitMs = (attempts: number, random: number, retryAfterMs = 0): number | undefined => {
  const waitMs = WAITS_MS[attempts - 1];
  if (waitMs === undefined) return undefined;
  const jittered = waitMs * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.max(jittered, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS)));
};

/** Milliseconds that `Retry-After` asks for, which is seconds or a date; 0 where it is neither, or past. */
export const retryAfterMs = (header: string | undefined, nowMs: number): number => {
  const text = header?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * S : /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) - nowMs : 0;
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms || 0));
};
