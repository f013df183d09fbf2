import type { Context } from 'hono';
import { headerOf } from './header';

/** What a request says its body has; undefined where it does not say. Node refuses a longer one, so it can be believed. */
export const declaredBytes = (c: Context): number | undefined => {
  const declared = headerOf(c, 'content-length');
  return declared === undefined ? undefined : Number(declared);
};

/** What still comes of a refused body is read for so long, ms, and up to so many bytes; then its connection is cut. */
const [DISCARD_MS, DISCARD_BYTES] = [500, 16 * 1024 * 1024];

/** Reads on and keeps nothing, so that a sender that still writes can read its answer and use the connection again. */
export const discard = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> => {
  const endMs = Date.now() + DISCARD_MS;
  try {
    for (let bytes = 0; bytes < DISCARD_BYTES && Date.now() < endMs; ) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
    await reader.cancel();
  } catch {} // the sender went away
};

/** The request's body, or `too_large`. Reads no more than `maxBytes` into memory, whatever Content-Length says. */
export const readBytes = async (c: Context, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | 'too_large'> => {
  const declared = declaredBytes(c);
  if (declared !== undefined) return declared > maxBytes ? 'too_large' : new Uint8Array(await c.req.arrayBuffer());
  const { body } = c.req.raw;
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      void discard(reader);
      return 'too_large';
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
};

/** The same as text. Bytes that are no UTF-8 come back as U+FFFD. */
export const readBody = async (c: Context, maxBytes: number): Promise<string | 'too_large'> => {
  const declared = declaredBytes(c);
  if (declared !== undefined) return declared > maxBytes ? 'too_large' : c.req.text();
  const bytes = await readBytes(c, maxBytes);
  return bytes === 'too_large' ? bytes : new TextDecoder().decode(bytes);
};
