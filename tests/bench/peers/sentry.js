// Sentry's offline transport on a page, as `Sentry.init({ transport, transportOptions })` makes it, without the rest.
import { makeBrowserOfflineTransport, makeFetchTransport } from '@sentry/browser';

const { endpoint, send } = document.currentScript.dataset;
const sends = send === 'true';

const transport = makeBrowserOfflineTransport(makeFetchTransport)({
  url: endpoint,
  recordDroppedEvent() {},
  // The default of 30 would drop all but 30 of what is to wait here.
  maxQueueSize: 20_000,
  // Off by default: then nothing that waits is sent before something new was.
  flushAtStartup: sends,
  // Without it a submit is stored after a request has failed: that time is the network's, not the queue's.
  shouldSend: () => sends,
});

window.contender = {
  ready: Promise.resolve(),
  /** The words as one feedback envelope. Sent first, stored when that failed; it resolves in both cases. */
  async submit(body) {
    const record = JSON.parse(body);
    const head = { event_id: record.id.replaceAll('-', ''), sent_at: new Date().toISOString() };
    await transport.send([head, [[{ type: 'feedback' }, record]]]);
  },
};
