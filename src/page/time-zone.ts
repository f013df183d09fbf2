import { idle } from './idle';

/** Newer than TypeScript's libraries. */
type Newer = { Temporal?: { Now: { timeZoneId(): string } } };

const temporal = () => (self as Newer).Temporal;

let asked: string | undefined;

/** The device's time zone, an IANA name; '' where the browser does not say. */
export const timeZone = (): string =>
  temporal()?.Now.timeZoneId() ?? (asked ??= new Intl.DateTimeFormat().resolvedOptions().timeZone || '');

/**
 * Asks ahead, while nobody waits: the first `Intl.DateTimeFormat` of a page loads the browser's locale data, which takes
 * longer than everything else in a submit. `Temporal` answers at once.
 */
export const askAhead = (): void => {
  if (!temporal()) idle(timeZone);
};
