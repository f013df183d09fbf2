/** A part of the ids: from `from` on, up to and without `to`, in the order of their bytes. */
export interface Month {
  /** Its table. */
  table: string;
  from: string;
  to: string;
}

/** What every id begins with that was made at this time or later: a UUIDv7 begins with its milliseconds, in hex. */
export const idAt = (atMs: number): string => {
  const hex = Math.max(0, atMs).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
};

/** Calendar months in UTC: the month that holds `nowMs`, `back` before and `ahead` after it. */
export const monthsAround = (nowMs: number, back: number, ahead: number): Month[] => {
  const now = new Date(nowMs);
  const startOf = (offset: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1);
  return Array.from({ length: back + 1 + ahead }, (_, index) => {
    const offset = index - back;
    const name = new Date(startOf(offset)).toISOString().slice(0, 7).replace('-', '_');
    return { table: `earshot_submissions_${name}`, from: idAt(startOf(offset)), to: idAt(startOf(offset + 1)) };
  });
};
