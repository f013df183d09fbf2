/**
 * The calendar day, `YYYY-MM-DD`, of an instant (milliseconds since 1970) in a time zone of the IANA database.
 * @throws {RangeError} for a name that is no time zone.
 */
export const createLocalDay = (timeZone: string): ((atMs: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    return `${parts.get('year')!.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
  };
};
