import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from 'hono';

/** One request header. Node's own table is read where there is one: it is there already, a `Headers` object has to be built. */
export const headerOf = (c: Context, name: 'content-length' | 'content-type' | 'origin'): string | undefined => {
  const headers = (c.env as { incoming?: { headers?: IncomingHttpHeaders } } | undefined)?.incoming?.headers;
  return headers ? headers[name] : c.req.header(name);
};
