import { VERSION } from '../version';
import { type DrainSettings, drain } from './drain';
import { projects } from './projects';

/** What is used of a service worker's events; the compiler knows pages only. */
interface LastingEvent extends Event {
  waitUntil(job: Promise<unknown>): void;
}
interface SyncEvent extends LastingEvent {
  tag: string;
  lastChance?: boolean;
}
interface WorkerScope extends EventTarget {
  clients: { matchAll(of: object): Promise<unknown[]> };
}

/** Chromium ends a sync event after three minutes; other events have half a minute in some browsers. */
const SYNC_MS = 12e4;
const MESSAGE_MS = 2e4;

/** Sends what waits in one project, or in all of them; whether nothing waits any more. Never rejects. */
const drainAll = async (only: string | undefined, settings: DrainSettings): Promise<boolean> => {
  const known = await projects().catch(() => undefined);
  const wanted = only === undefined ? (known ?? []) : !known || known.includes(only) ? [only] : [];
  const ends = await Promise.all(wanted.map((project) => drain(project, settings).catch(() => false)));
  return ends.every(Boolean);
};

/**
 * `earshot.worker.js`, for the service worker of the page's own site: `importScripts('/earshot.worker.js')`. It listens
 * for the sync events that pages ask for (`earshot:PROJECT`), for a periodic one of the host's (`earshot`), and for two
 * messages; it adds no global and no `fetch` listener.
 */
const listen = (scope: WorkerScope) => {
  const onSync = (event: Event) => {
    const { tag, lastChance } = event as SyncEvent;
    const [ours, project] = /^earshot(?::([\w.-]{1,64}))?$/.exec(tag) ?? [];
    if (!ours) return;
    const job = async () => {
      // where no page is open nobody else tries, and the browser spaces its own attempts by minutes
      const open = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
      const done = await drainAll(project, { force: !!lastChance || !open.length, mostMs: SYNC_MS });
      if (!done) throw new Error('[earshot] Something still waits. The browser fires this event again later.');
    };
    (event as SyncEvent).waitUntil(job());
  };
  scope.addEventListener('sync', onSync);
  scope.addEventListener('periodicsync', onSync);
  scope.addEventListener('message', (event) => {
    const { data, ports } = event as MessageEvent;
    const { type, project } = Object(data) as { type?: string; project?: string };
    if (type === 'earshot-hello') ports[0]?.postMessage(VERSION);
    if (type === 'earshot-flush')
      (event as unknown as LastingEvent).waitUntil(drainAll(project, { force: true, mostMs: MESSAGE_MS }));
  });
};

// on a page, where it was put by mistake, it does nothing
if ('clients' in self) listen(self as unknown as WorkerScope);
