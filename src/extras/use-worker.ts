import { ATTACHED, type Attached } from '../delivery/attached';
import { TOTAL, type Total } from '../delivery/entry';
import { putRow, quietly } from '../delivery/rows';
import { wait } from '../delivery/wait';
import { newsChannel, WORKER, type WorkerNews, type WorkerSettings } from '../delivery/worker-settings';
import type { Engine, Extras } from '../engine';
import type { DeliveryState } from '../survey/panel-host';
import type { createEvents } from './events';

/** Background Sync, where a browser has it. */
interface Registration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** A worker has to be started first, perhaps on a busy phone. */
const ANSWER_MS = 1e4;

const STATES: { [type in WorkerNews['type']]?: DeliveryState } = {
  sent: 'sent',
  rejected: 'refused',
  waiting: 'waiting',
};

/**
 * Asks the site's own service worker to send what waits when this page is gone, where `earshot.worker.js` is in it. It
 * is asked for when somebody begins to speak, so that no other visit wakes it. Nothing here is waited for by a submit,
 * and nothing throws.
 */
export const useWorker = (
  engine: Engine,
  on: ReturnType<typeof createEvents>['on'],
  methods: Extras['methods'],
): void => {
  const { settings, disk, signal } = engine;
  let container: ServiceWorkerContainer | undefined;
  try {
    container = navigator.serviceWorker;
  } catch {} // a sandboxed frame
  if (!container) return;
  /** Submissions of this page that are still on their way. */
  const mine = new Set<string>();
  /** All that were said on it: their attachments follow later. */
  const said = new Set<string>();
  const mayKeep = () => !!(settings.news && engine.permits().receipt);

  // ------------------------------------------------------------------------------------------ the worker

  const hello = async (worker: ServiceWorker | null) => {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<true>((resolve) => {
      port1.onmessage = () => resolve(true);
    });
    worker?.postMessage({ type: 'earshot-hello' }, [port2]);
    const here = await wait(ANSWER_MS, signal, answer);
    port1.close();
    return here;
  };
  let asked: Promise<Registration | undefined> | undefined;
  /** The site's registration, where our worker answers; asked again for the next words where it did not. */
  const find = () =>
    (asked ??= container.ready.then(async (registration: Registration) => {
      if (await hello(registration.active)) return registration;
      return (asked = undefined);
    }));

  const call = async () => {
    const registration = await find();
    if (!registration || signal.aborted) return;
    const { ack, maxAgeDays, timing, endpoint: url } = settings;
    const row: WorkerSettings = { v: 1, url, ack, maxAgeDays, timing, receipts: mayKeep() };
    // before the event may come
    await putRow(disk, WORKER, row);
    await registration.sync?.register(`earshot:${settings.project}`);
  };
  // a private window, or a browser where the visitor switched it off: the next visit sends
  const callQuietly = () => void call().catch(() => {});

  // ------------------------------------------------------------------------------------------ its news

  let channel: BroadcastChannel | undefined;
  const hear = ({ data }: MessageEvent<WorkerNews>) => {
    const { id, type, code, attachment } = data;
    if (attachment && type !== 'waiting' && said.has(id)) return engine.emit(type, { id, attachment, code });
    if (!mine.has(id)) return;
    const state = STATES[type];
    if (state) engine.tell(id, state);
    if (type !== 'waiting') engine.emit(type, { id, code });
  };
  // an open channel was seen to cost the back/forward cache in some engines, so it is closed while the page is away
  const hush = () => {
    channel?.close();
    channel = undefined;
  };
  const listen = () => {
    if (channel || !said.size) return;
    channel = new BroadcastChannel(newsChannel(settings.project));
    channel.onmessage = hear;
  };
  addEventListener('pagehide', hush, { signal });
  addEventListener('pageshow', listen, { signal });
  signal.addEventListener('abort', hush);

  on('open', () => void find().catch(() => {}));
  on('saved', ({ id, durable }) => {
    if (!durable) return;
    mine.add(id!);
    said.add(id!);
    listen();
    // at once, and not when an attempt has failed: the tab may be closed before that is known
    callQuietly();
  });
  for (const end of ['sent', 'rejected', 'expired', 'evicted', 'cleared'] as const) {
    // what became of an attachment is no end of its words
    on(end, ({ id, attachment }) => void (attachment || mine.delete(id!)));
  }

  // ------------------------------------------------------------------------------------------ consent, leftovers

  const noteReceipts = (receipts: boolean) =>
    quietly(disk, (tx) => tx.get(WORKER, (row) => row && tx.put(WORKER, { ...(row as WorkerSettings), receipts })));
  const { setConsent } = methods;
  methods['setConsent'] = async (...given) => {
    // It is on the disk before the new consent erases receipts, since it was asked for first. Nothing waits for it: words
    // that are submitted right after this call go by the new consent, however slow the disk is.
    const noted = noteReceipts(false);
    await setConsent!(...given);
    await noted;
    await noteReceipts(mayKeep());
  };
  if (container.controller) {
    let row: WorkerSettings | undefined;
    let total: Total | undefined;
    let attached: Attached | undefined;
    quietly(
      disk,
      (tx) => {
        tx.get(WORKER, (found) => (row = found as WorkerSettings | undefined));
        tx.get(TOTAL, (found) => (total = found as Total | undefined));
        tx.get(ATTACHED, (found) => (attached = found as Attached | undefined));
      },
      'readonly',
    ).then(() => {
      if (total?.n || attached?.bytes) callQuietly();
      else if (row && row.receipts !== mayKeep()) noteReceipts(mayKeep());
    });
  }
};
