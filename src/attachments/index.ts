import { ATTACHED, type Attached } from '../delivery/attached';
import { type AttachmentLoss, createAttachments, evictAttachments } from '../delivery/attachments';
import { TOTAL, type Total } from '../delivery/entry';
import { fetchForm } from '../delivery/send-form';
import type { Store } from '../delivery/store';
import type { Engine, EventDetail, EventName, Extras } from '../engine';
import { createKeep } from './keep';

/** Pictures and files that travel behind a visitor's words (Q10): kept with them, sent after them, bounded by Q11. */
export const attachments = (
  engine: Engine,
  more: Extras,
  on: (event: EventName, listener: (detail: EventDetail) => void) => unknown,
) => {
  const { settings, disk, signal } = engine;
  const { memory } = more;
  const { timing } = settings;
  const now = () => Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const lost = ({ type, ...detail }: AttachmentLoss) => engine.emit(type, detail);
  const queues = [disk, memory].map((store) =>
    createAttachments(store, {
      project: settings.project,
      url: settings.endpoint,
      ack: settings.ack,
      maxAgeMs: settings.maxAgeDays * 864e5,
      timing,
      now,
      random: () => Math.random(),
      send: (form, timeoutMs) => fetchForm(settings.endpoint, form, timeoutMs),
      lost,
      report: (code) => engine.emit('error', { code }),
    }),
  );

  const wake = async () => {
    const next = await Promise.all(queues.map((queue) => queue.run().catch(() => now() + timing.leaseMs)));
    clearTimeout(timer);
    const at = Math.min(...next);
    if (at < Infinity && !signal.aborted) timer = setTimeout(wake, Math.min(Math.max(at - now(), 0), 36e5));
  };
  const stop = () => {
    clearTimeout(timer);
    for (const queue of queues) queue.stop();
  };
  signal.addEventListener('abort', stop);
  addEventListener('online', wake, { signal });
  addEventListener('pageshow', wake, { signal });
  on('sent', wake);

  /** Rejects where the store cannot be read. */
  const takenIn = async (store: Store) => {
    let bytes = 0;
    await store.run((tx) => {
      bytes = 0;
      tx.get(TOTAL, (row) => (bytes += (row as Total | undefined)?.bytes ?? 0));
      tx.get(ATTACHED, (row) => (bytes += (row as Attached | undefined)?.bytes ?? 0));
    }, 'readonly');
    return bytes;
  };
  // words that came since take their room back: attachments go before anything that was said (Q11)
  on('saved', async ({ durable }) => {
    const store = durable ? disk : memory;
    try {
      const over = (await takenIn(store)) - settings.maxBytes;
      if (over <= 0) return;
      for (const gone of await evictAttachments(store, over)) lost({ ...gone, type: 'evicted', code: 'room' });
    } catch {} // with the next words
  });
  // destroyed while this came: what was said is kept, and nothing more is sent (Q16)
  if (signal.aborted) stop();
  else wake();

  return {
    keep: createKeep(
      engine,
      more,
      async (store) => settings.maxBytes - settings.maxRecordBytes - (await takenIn(store)),
    ),
  };
};
