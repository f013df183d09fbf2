/** Newer than TypeScript's libraries. */
declare const Temporal: { Now: { timeZoneId(): string } } | undefined;

const temporal = () => (typeof Temporal === 'undefined' ? undefined : Temporal);

let asked: string | undefined;

/** The device's time zone, an IANA name; '' where the browser does not say. */
export const timeZone = (): string =>
  temporal()?.Now.timeZoneId() ?? (asked ??= new Intl.DateTimeFormat().resolvedOptions().timeZone || '');

/**
 * Asks ahead, while nobody waits: the first `Intl.DateTimeFormat` of a page loads the browser's locale data, which takes
 * longer than everything else in a submit. `Temporal` answers at once.
 */
export const askAhead = (): void => {
  if (!temporal()) (self.requestIdleCallback ?? setTimeout)(() => void timeZone());
};
