import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { corsHeaders } from '../ingest/answer';
import { names } from '../updates/updates-route';
import { openApi } from './document';

/** The handler of `GET /v1/openapi.json`. It changes only with the code, and depends on nobody who asks. */
export const openApiRoute = () => {
  let made: { body: string; tag: string } | undefined;
  const make = () => {
    const body = JSON.stringify(openApi());
    return { body, tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` };
  };
  return (c: Context): Response => {
    made ??= make();
    const headers = { ...corsHeaders, 'Cache-Control': 'public, max-age=3600', ETag: made.tag };
    if (names(c.req.header('if-none-match'), made.tag)) return c.body(null, 304, headers);
    return c.body(made.body, 200, { ...headers, 'Content-Type': 'application/json' });
  };
};
