export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A day as the people of a project live it. */
export interface Day {
  /** Days since 1970. */
  number: number;
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  date: number;
  /** 0 is Sunday. */
  weekday: number;
}

/** @param utcOffsetHours of the place where most of them live; summer time is left out, it moves nothing that is looked at. */
export const dayAt = (atMs: number, utcOffsetHours: number): Day => {
  const local = new Date(atMs + utcOffsetHours * HOUR_MS);
  return {
    number: Math.floor(local.getTime() / DAY_MS),
    month: local.getUTCMonth() + 1,
    date: local.getUTCDate(),
    weekday: local.getUTCDay(),
  };
};

/** The first three weeks of January, April, July and October, when the loyalty of people is asked for. */
export const isNpsSeason = ({ month, date }: Day): boolean => month % 3 === 1 && date <= 21;

/** December until Christmas Eve. */
export const isBeforeHolidays = ({ month, date }: Day): boolean => month === 12 && date <= 24;

/** Minutes east of UTC, with summer time, by IANA name. One day a zone is remembered: what is asked comes in order. */
export const createOffsets = () => {
  const seen = new Map<string, { day: number; offsetMin: number }>();
  const formats = new Map<string, Intl.DateTimeFormat>();
  const read = (tz: string, atMs: number): number => {
    let format = formats.get(tz);
    if (!format) {
      format = new Intl.DateTimeFormat('en', { timeZone: tz, timeZoneName: 'longOffset' });
      formats.set(tz, format);
    }
    const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  };
  return (tz: string, atMs: number): number => {
    const day = Math.floor(atMs / DAY_MS);
    let last = seen.get(tz);
    if (last?.day !== day) seen.set(tz, (last = { day, offsetMin: read(tz, atMs) }));
    return last.offsetMin;
  };
};
