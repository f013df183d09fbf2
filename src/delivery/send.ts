import { toJson } from '../page/to-json';
import { VERSION } from '../version';
import type { Claimed } from './entry';

/** What came back from the endpoint, without any opinion. */
export interface Reply {
  /** 0 when there was no readable answer: network, CORS, CSP, abort. */
  status: number;
  redirected?: boolean;
  /** `Content-Type`. */
  type?: string | null;
  /** The parsed body, where it is JSON. */
  json?: unknown;
  /** The `Retry-After` header as it stands. */
  retryAfter?: string | null;
}

/** Sends one batch and says what came back; never throws. A bridge to a native host has the same shape. */
export type Transport = (body: string) => Promise<Reply>;

/** The batch around frozen bodies: a retry differs in `sentAt` and `attempts` only (Q3). */
export const envelope = (claimed: Claimed[], project: string, now: number): string =>
  `${toJson({
    v: 1,
    project,
    sdk: { name: 'earshot', version: VERSION },
    sentAt: new Date(now).toISOString(),
    // JSON leaves out what is undefined
    attempts: Object.fromEntries(claimed.map(({ id, tries }) => [id, tries || undefined])),
  }).slice(0, -1)},"records":[${claimed.map(({ body }) => body)}]}`;

/**
 * POST as `text/plain`, which text is sent as and which needs no preflight, without credentials, aborted after `timeoutMs`. `keepalive` lets it outlive the page where
 * it fits: the budget of 64 KiB, in bytes of UTF-8, is shared by the whole page. Never sendBeacon, which cannot tell an ack.
 */
export const fetchTransport =
  (url: string, timeoutMs: number): Transport =>
  async (body) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        credentials: 'omit',
        referrerPolicy: 'strict-origin',
        keepalive: new Blob([body]).size < 2e4,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { status, redirected, headers } = response;
      return {
        status,
        redirected,
        type: headers.get('content-type'),
        retryAfter: headers.get('retry-after'),
        json: await response.json().catch(() => {}),
      };
    } catch {
      return { status: 0 };
    }
  };
