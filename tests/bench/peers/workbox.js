// workbox-background-sync on a page: stores a request, and replays what waits when it starts and when the network is back.
import { Queue } from 'workbox-background-sync';

const { endpoint, send } = document.currentScript.dataset;
const sends = send === 'true';

// Its place is a service worker. A page has no registration; without Background Sync in it, as in Firefox and Safari,
// the queue replays when it is constructed.
self.registration = {};

/** A browser has one service worker for all its tabs: the lock is that one. A failed replay waits for the next sync. */
const replay = async ({ queue }) => {
  if (!sends) return;
  await navigator.locks.request('replay', () => queue.replayRequests()).catch(() => {});
};

const queue = new Queue('feedback', { onSync: replay });
addEventListener('online', () => replay({ queue }));

const request = (body) => new Request(endpoint, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });

window.contender = {
  ready: Promise.resolve(),
  /** As its own plugin does: the network first where there is one, the queue when that failed. */
  async submit(body) {
    if (sends) {
      try {
        return await fetch(request(body));
      } catch {}
    }
    await queue.pushRequest({ request: request(body) });
  },
};
