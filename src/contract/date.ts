/** True for a day that the calendar has: `Date` itself turns 30 February into March, and 24:00 into the next day. */
export const isReal = (iso: string): boolean => new Date(iso).getUTCDate() === Number(iso.slice(8, 10));

/** `2026-01-31`, of a day that there is. */
export const isDate = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value) && isReal(`${value}T00:00:00.000Z`);
