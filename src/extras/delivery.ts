import type { Claimed, Total } from '../delivery/entry';
import { createFlusher } from '../delivery/flusher';
import { createQueue, type Outcome } from '../delivery/queue';
import { renewLog } from '../delivery/renew-log';
import type { Reply } from '../delivery/send';
import type { Store } from '../delivery/store';
import { wait } from '../delivery/wait';
import type { Engine } from '../engine';
import type { DeliveryState } from '../survey/panel-host';
import type { Receipts } from './receipts';

/** The drain loop with its wakes: everything about delivery beyond a record's first plain ack. */
export const startDelivery = (engine: Engine, memory: Store, receipts: Receipts) => {
  const { settings, disk, signal } = engine;
  const now = () => Date.now();
  const { random } = Math;
  const common = { ...settings, url: settings.endpoint, maxAgeMs: settings.maxAgeDays * 864e5, now, random };
  const onDisk = createQueue(disk, common);
  const inMemory = createQueue(memory, common);
  // the disk too where nothing goes to it now: it may hold words of a page with other options
  const queues = [onDisk, inMemory];
  const queueOf = (store: Store) => (store === disk ? onDisk : inMemory);
  const report = (code: string, cause?: unknown) => engine.emit('error', { code, cause });
  const failed = (cause: unknown) => report('storage', cause);

  /** In a task of its own, since the form that waits for it asks only after `submit` has resolved. */
  const tell = (id: string, state: DeliveryState) => setTimeout(() => engine.tell(id, state));

  /** What a visitor sent is an event at each step; impressions and the like only when they are lost (Q2, Q11). */
  const heard = ({ id, kind, type, code, secret, note }: Outcome) => {
    if (type === 'waiting') return tell(id, type);
    if (type === 'sent' || type === 'rejected') tell(id, type === 'sent' ? type : 'refused');
    if (type === 'sent') receipts.keep({ id, secret, note });
    if (type !== 'sent' || kind === 'submission') engine.emit(type, { id, code });
  };

  const flusher = createFlusher(queues, {
    ...common,
    transport: (body) => engine.transport(body),
    sending(id) {
      tell(id, 'sending');
      renewLog();
    },
    heard,
    report,
    waits: renewLog,
  });

  const wake = () => flusher.flush();
  // only when the page comes into view: a page on its way out would hold lock and transaction into the back/forward
  // cache, since this event follows pagehide, and be thrown out of it (Q5)
  document.addEventListener('visibilitychange', () => document.hidden || wake(), { signal });
  addEventListener('pageshow', wake, { signal });
  addEventListener(
    'online',
    async () => {
      await wait(random() * settings.timing.onlineJitterMs, signal);
      flusher.flush(2);
    },
    { signal },
  );
  signal.addEventListener('abort', flusher.stop);
  // in a task of its own: the page is still starting
  setTimeout(() => {
    wake();
    onDisk.sweep().catch(() => {});
  });

  return {
    flusher,
    async added(store: Store, entry: Claimed, total: Total, held: boolean) {
      const { id, kind } = entry;
      if (kind === 'submission') {
        receipts.note(entry, store);
        engine.emit('submit', { id });
        renewLog();
        engine.emit('saved', { id, durable: store.durable });
      }
      if (held) tell(id, 'waiting');
      if (total.n > common.maxRecords || total.bytes > common.maxBytes) {
        await queueOf(store).shrink(id, heard).catch(failed);
      }
      // others wait too, perhaps under the lease of a tab that died (Q6)
      if (held || total.n > 1) wake();
    },
    async settle(store: Store, entry: Claimed, reply: Reply) {
      await flusher.settle(queueOf(store), { claimed: [entry], attempt: entry.by }, reply).catch(failed);
      wake();
    },
    /** Refused records go back into the queue, as the visitor or the host asked (Q9). */
    async revive(id?: string) {
      for (const queue of queues) await queue.revive(id).catch(failed);
      return flusher.flush(1);
    },
  };
};
