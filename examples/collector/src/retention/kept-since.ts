const DAY_MS = 86_400_000;

/** What was received before this moment is older than so many days. RFC 3339, UTC. */
export const keptSince = (nowMs: number, days: number): string => new Date(nowMs - days * DAY_MS).toISOString();
