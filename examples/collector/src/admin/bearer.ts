import type { MiddlewareHandler } from 'hono';
import { refuse } from '../ingest/answer';
import { addressHash } from '../ingest/client-address';
import type { AdminCheck, Door } from './token';

/** Lets a request pass that has a token of this door in `Authorization: Bearer`. Nothing behind it may be cached. */
export const bearer =
  (admin: AdminCheck, door: Door, proxyHops: number): MiddlewareHandler =>
  async (c, next) => {
    const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const { ok, waitS } = admin.tryToken(token, addressHash(c, proxyHops), door);
    if (waitS) {
      const message = `Too many wrong tokens from this address. Try again in ${waitS} s.`;
      return refuse(c, 429, { code: 'rate_limited', message }, { 'Retry-After': String(waitS) });
    }
    if (!ok)
      return c.json({ error: { code: 'unauthorized', message: `Send Authorization: Bearer <${door} token>.` } }, 401, {
        'WWW-Authenticate': 'Bearer',
      });
    c.header('Cache-Control', 'no-store');
    await next();
  };
