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

export type ErrorCode =
  | 'malformed_json'
  | 'too_deep'
  | 'too_large'
  | 'invalid_batch'
  | 'unsupported_type'
  | 'unknown_project'
  | 'origin_not_allowed'
  | 'rate_limited'
  | 'unavailable'
  | 'method_not_allowed'
  | 'not_found'
  | 'unauthorized';

/** `{ error: { code, message, path? } }`, readable across origins, never cached. */
export const refuse = (
  c: Context,
  status: ContentfulStatusCode,
  error: { code: ErrorCode; message: string; path?: string },
  headers: Record<string, string> = {},
) => c.json({ error }, status, { ...corsHeaders, 'Cache-Control': 'no-store', ...headers });
