// Earshot sends what waits when no page is open: this one line. It listens for its own sync events and adds no `fetch`
// listener, so the rest of the file is as it would be without it.
importScripts('/earshot.worker.js');

const CACHE = 'field-notes-1';
/** What the app needs without a network. Earshot's files are among it: its tab appears offline too. */
const SHELL = ['/', '/manifest.webmanifest', '/icon.svg', '/stub.js', '/app.js', '/earshot.js'];

addEventListener('install', (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL))));

addEventListener('activate', (event) => {
  const sweep = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(sweep());
});

/** The network first, the cache without it; what was asked for once is there the next time. */
const answer = async (event) => {
  const { request } = event;
  try {
    const fresh = await fetch(request);
    if (fresh.ok) event.waitUntil(keep(request, fresh.clone()));
    return fresh;
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
};

/** Beside the answer, which nobody waits longer for, and which is as good where the disk is full. */
const keep = async (request, fresh) => {
  try {
    await (await caches.open(CACHE)).put(request, fresh);
  } catch {}
};

addEventListener('fetch', (event) => {
  // submissions are none of this worker's business: they are POSTed, and Earshot keeps them itself
  if (event.request.method === 'GET') event.respondWith(answer(event));
});
