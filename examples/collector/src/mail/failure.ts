/** What became of a mail that was not taken. `code` is ours or the server's number, never its words. */
export interface Failure {
  code: string;
  /** The server refuses this address or this mail: the same again would be refused again. */
  final: boolean;
}

/**
 * A number of 500 and more about the recipient or the mail is the last word. One about the sign-in or the sender is about
 * the settings, and whoever mends them wants the mail sent.
 */
export const failureOf = (error: unknown): Failure => {
  const { code, responseCode, command } = Object(error) as {
    code?: unknown;
    responseCode?: unknown;
    command?: unknown;
  };
  const number = Number.isInteger(responseCode) ? (responseCode as number) : 0;
  const about = typeof command === 'string' ? command : '';
  return {
    code: number ? String(number) : /^[A-Z_]{1,20}$/.test(String(code)) ? String(code) : 'EUNKNOWN',
    final: number >= 500 && /^(RCPT TO|DATA)\b/.test(about),
  };
};

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Milliseconds until a mail is tried again after it failed `attempts` times: 15 to 30 s, twice that, up to an hour. */
export const waitMs = (attempts: number, random: () => number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20)) * (0.5 + random() / 2);
