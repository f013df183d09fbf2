import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/**
 * `*` and not the asking origin: nothing here depends on cookies, and a refusal must be readable by the refused page
 * too, else its developer sees only "network error". Who may send is decided by the allow-list, before storing.
 */
export const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
} as const;

/** What a refusal is called, for programs. */
export const ERROR_CODES = [
  'malformed_json',
  'malformed_multipart',
  'too_deep',
  'too_large',
  'invalid_batch',
  'invalid_attachment',
  'invalid_request',
  'unknown_version',
  'unsupported_type',
  'unknown_project',
  'origin_not_allowed',
  'rate_limited',
  'too_slow',
  'unavailable',
  'method_not_allowed',
  'not_found',
  'unauthorized',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * `{ error: { code, message, path? } }`, readable across origins, never cached. It may come before the body is read, and
 * says nothing of the connection: Node would close it at once, and who still writes would see a broken network instead of
 * the answer. @hono/node-server reads what still comes, and closes after 500 ms where it has not ended by then.
 */
export const refuse = (
  c: Context,
  status: ContentfulStatusCode,
  { code, message, path }: { code: ErrorCode; message: string; path?: string },
  headers: Record<string, string> = {},
) => {
  c.set('refusal', code); // for whoever counts
  return c.json({ error: { code, message, path } }, status, {
    ...corsHeaders,
    'Cache-Control': 'no-store',
    ...headers,
  });
};

export const slowDown = (c: Context, seconds: number, what: string) =>
  refuse(
    c,
    429,
    { code: 'rate_limited', message: `Too many requests ${what}. Try again in ${seconds} s.` },
    { 'Retry-After': String(seconds) },
  );

/** Seconds to wait when the database does not answer, or the ingest log. */
export const UNAVAILABLE_RETRY_S = 5;

/** Nothing was acked, and the same may be sent again. */
export const unavailable = (c: Context, message: string) =>
  refuse(c, 503, { code: 'unavailable', message }, { 'Retry-After': String(UNAVAILABLE_RETRY_S) });
