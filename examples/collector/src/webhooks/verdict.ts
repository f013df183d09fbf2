import { retryAfterMs } from './retry';

/** Why no answer came. `stopped`: this collector is closing. */
export type NoAnswer = 'timeout' | 'dns' | 'tls' | 'connection' | 'address_refused' | 'stopped';

/** What became of one request. Of the answer's body nothing is kept. */
export type Answer = { status: number; retryAfter?: string | undefined } | { failed: NoAnswer };

/** `gone`: the receiver wants nothing any more. */
export interface Verdict {
  outcome: 'delivered' | 'gone' | 'failed';
  /** Of the answer, where there was one. */
  status?: number;
  /** Empty where it was delivered. */
  code: '' | NoAnswer | 'gone' | 'redirected' | 'refused' | 'overloaded';
  /** How long the receiver asks to be left alone, at all. */
  pauseMs: number;
}

/** Those that say "not now", and may say for how long. */
const OVERLOADED = [429, 502, 503, 504];

/** What an answer means by Standard Webhooks: 2xx is success, and everything else is not. */
export const judge = (answer: Answer, nowMs: number): Verdict => {
  if ('failed' in answer) return { outcome: 'failed', code: answer.failed, pauseMs: 0 };
  const { status } = answer;
  if (status >= 200 && status < 300) return { outcome: 'delivered', status, code: '', pauseMs: 0 };
  if (status === 410) return { outcome: 'gone', status, code: 'gone', pauseMs: 0 };
  // Never followed: where it leads is not what was configured, and its answer would not be the receiver's.
  if (status >= 300 && status < 400) return { outcome: 'failed', status, code: 'redirected', pauseMs: 0 };
  if (!OVERLOADED.includes(status)) return { outcome: 'failed', status, code: 'refused', pauseMs: 0 };
  return { outcome: 'failed', status, code: 'overloaded', pauseMs: retryAfterMs(answer.retryAfter, nowMs) };
};
