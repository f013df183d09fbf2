// Collectors that stand in for a real one, on this page only: what a visitor sees when there is no network, no answer or
// a refusal. They answer at addresses that no server has; everything else goes where it always went.

const answers = {
  /** Takes the request and says nothing, until whoever asked gives up. */
  silent: ({ signal }) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true })),
  /** No network. */
  away: () => Promise.reject(new TypeError('No network, says the gallery')),
  /** Will never take any of them, as the wire format says it. */
  refuses: async ({ body }) =>
    Response.json({
      results: JSON.parse(body).records.map(({ id }) => ({ id, status: 'rejected', code: 'gallery' })),
    }),
};

/**
 * Endpoint and project for one of them. What waits there must not wait for the next visitor: it is in a project of its
 * own, whose database is deleted before Earshot opens it.
 */
export const standIn = (name) => {
  const { fetch } = window;
  const endpoint = `/gallery/stand-in/${name}`;
  const project = `gallery-${name}`;
  indexedDB.deleteDatabase(`earshot:${project}`);
  window.fetch = (address, init = {}) =>
    new URL(address, document.baseURI).pathname === endpoint ? answers[name](init) : fetch(address, init);
  return { endpoint, project };
};
