import { createAttachments } from '../delivery/attachments';
import { diskStore } from '../delivery/disk';
import { each } from '../delivery/each';
import { ENDPOINT, type Receipt } from '../delivery/entry';
import { createFlusher } from '../delivery/flusher';
import { createQueue, isEntry, type Outcome } from '../delivery/queue';
import { due, type EndpointState } from '../delivery/retry';
import { fetchTransport } from '../delivery/send';
import { fetchForm } from '../delivery/send-form';
import { newsChannel, WORKER, type WorkerNews, type WorkerSettings } from '../delivery/worker-settings';

/** Nobody looks at a screen here, so the disk may take longer than on a page. */
const STORAGE_TIMEOUT_MS = 1e4;

/** How often to look for what a tab has in hand. */
const LOOK_MS = 1000;

export interface DrainSettings {
  /** Ignore our own backoff on the first try, as a host's `flush()` does; never the server's `Retry-After` (Q8). */
  force: boolean;
  /** No batch begins later than this after the start: a browser ends a worker that takes too long. */
  mostMs: number;
}

/** A row of this version that says where to send. Without one, or with a newer one, all is left to the pages (Q13). */
const isSettings = (row: unknown): row is WorkerSettings =>
  (row as WorkerSettings | null)?.v === 1 && typeof (row as WorkerSettings).url === 'string';

/**
 * Sends what waits in a project, by the same queue, lock and leases as a tab (Q5). What a tab has in hand is waited for:
 * it may be closed in the midst of it. Resolves to whether nothing waits any more; false where an attempt failed, or the
 * endpoint asks for patience. Rejects where the disk cannot be read.
 */
export const drain = async (project: string, { force, mostMs }: DrainSettings): Promise<boolean> => {
  const disk = diskStore(`earshot:${project}`, STORAGE_TIMEOUT_MS);
  let settings: unknown;
  await disk.run((tx) => tx.get(WORKER, (row) => (settings = row)), 'readonly');
  if (!isSettings(settings)) return true;
  const { url, ack, timing, maxAgeDays } = settings;
  const now = () => Date.now();
  const random = () => Math.random();
  const endMs = now() + mostMs;
  let failed = false;
  const receipts: Promise<void>[] = [];
  let pages: BroadcastChannel | undefined;
  try {
    pages = new BroadcastChannel(newsChannel(project));
  } catch {} // pages find out at their next start

  /** The consent is read together with the write: a withdrawal in between finds nothing that may not be there. */
  const keepReceipt = (id: string, receipt: Receipt) =>
    disk.run((tx) =>
      tx.get(WORKER, (row) => (row as WorkerSettings | undefined)?.receipts && tx.put(`receipt:${id}`, receipt)),
    );

  const heard = ({ id, type, code, secret, note }: Outcome) => {
    failed ||= type === 'waiting';
    if (type === 'sent' && secret && note)
      receipts.push(keepReceipt(id, { ...note, secret, sent: true }).catch(() => {}));
    pages?.postMessage({ id, type, code } satisfies WorkerNews);
  };

  /** Whether something still waits, when the first of the words may be free, and whether the endpoint wants nothing now. */
  const look = async () => {
    let waits = false;
    let held = false;
    let freeAt = Infinity;
    await disk.run((tx) => {
      // the disk may try this again
      waits = held = false;
      freeAt = Infinity;
      tx.get(ENDPOINT, (row) => {
        const state = row as EndpointState | undefined;
        held = state?.url === url && Math.max(state.hard, due(state.until, now(), timing.goneMs)) > now();
      });
      each(tx, 'q:', (_key, row) => {
        if (!isEntry(row)) return;
        waits = true;
        // a tab may let go of what it has in hand at any time; what was refused has a time of its own
        const leased = due(row.lease, now(), timing.leaseMs);
        freeAt = Math.min(freeAt, leased ? now() : due(row.next ?? 0, now(), timing.backoffMaxMs));
        return freeAt > now();
      });
    }, 'readonly');
    return { waits, held, freeAt };
  };

  const queue = createQueue(disk, {
    url,
    // nothing is added here, so nothing can come over the bounds
    maxRecords: Infinity,
    maxBytes: Infinity,
    maxAgeMs: maxAgeDays * 864e5,
    timing,
    now,
    random,
  });
  const flusher = createFlusher([queue], {
    project,
    ack,
    timing,
    now,
    random,
    transport: fetchTransport(url, timing.requestTimeoutMs),
    sending() {},
    heard,
    report(code) {
      failed ||= code === 'storage';
    },
  });
  const pictures = createAttachments(disk, {
    project,
    url,
    ack,
    maxAgeMs: maxAgeDays * 864e5,
    timing,
    now,
    random,
    send: (form, timeoutMs) => fetchForm(url, form, timeoutMs),
    lost: (loss) => pages?.postMessage(loss satisfies WorkerNews),
  });
  let stopped = false;
  const stop = () => {
    stopped = true;
    flusher.stop();
    pictures.stop();
  };
  const over = setTimeout(stop, mostMs);
  try {
    for (let first = true; ; first = false) {
      await flusher.flush(first && force ? 1 : 0);
      // words first (Q10)
      const wakeAt = await pictures.run();
      const { waits, held, freeAt } = await look();
      // attachments that wait say when, unless they were stopped
      if (!waits && wakeAt === Infinity) return !stopped;
      // a tab that sends has the lock or a lease; whatever else waits is left to a later event
      if (Math.min(wakeAt, freeAt) > now() + LOOK_MS) return false;
      if (failed || held || now() + LOOK_MS > endMs) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    clearTimeout(over);
    stop();
    await Promise.all(receipts);
    pages?.close();
  }
};
