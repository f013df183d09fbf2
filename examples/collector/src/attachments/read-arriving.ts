import { discard } from '../ingest/read-body';

export interface Arrival {
  /** More than that is not read. */
  maxBytes: number;
  /** For the whole body. */
  timeoutMs: number;
  /** Takes room for bytes that came; false where there is none. Whoever calls gives it back. */
  take(bytes: number): boolean;
}

/**
 * A body, or why it was not read to its end. Room is taken for what has come and not for what was announced: senders
 * that announce much and say nothing would keep out everybody else. Rejects where the sender goes away.
 */
export const readArriving = async (
  body: ReadableStream<Uint8Array> | null,
  { maxBytes, timeoutMs, take }: Arrival,
): Promise<Uint8Array<ArrayBuffer> | 'too_large' | 'no_room' | 'too_slow'> => {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'too_slow'>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, 'too_slow');
  });
  /** Waits for nothing: a sender may stand still. */
  const stop = <Why extends string>(why: Why): Why => {
    void discard(reader);
    return why;
  };
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), late]);
      if (next === 'too_slow') return stop(next);
      if (next.done) return Buffer.concat(chunks);
      bytes += next.value.byteLength;
      if (bytes > maxBytes) return stop('too_large');
      if (!take(next.value.byteLength)) return stop('no_room');
      chunks.push(next.value);
    }
  } finally {
    clearTimeout(timer);
  }
};
