import type { Context } from 'hono';
import { headerOf } from './header';

/**
 * The request's body as text, or `too_large`. Reads no more than `maxBytes` into memory, whatever Content-Length says.
 * Bytes that are no UTF-8 come back as U+FFFD.
 */
export const readBody = async (c: Context, maxBytes: number): Promise<string | 'too_large'> => {
  const declared = headerOf(c, 'content-length');
  // Node refuses a body longer than its Content-Length, so a declared length can be believed.
  if (declared !== undefined) return Number(declared) > maxBytes ? 'too_large' : c.req.text();
  const { body } = c.req.raw;
  if (!body) return '';
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return 'too_large';
    }
    chunks.push(value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
};
