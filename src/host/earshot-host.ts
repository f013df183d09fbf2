import type { Transport } from '../delivery/send';
import { wait } from '../delivery/wait';

/** What a native app puts on the page to deliver for the widget: one contract for every bridge. */
export interface EarshotHost {
  v: 1;
  capabilities?: string[];
  /** Takes a batch as JSON, resolves with results as JSON: the same envelope and acks as over the network. */
  send(batchJson: string): Promise<string>;
  /** Put here by Earshot: closes what stands over the page, for the app's own back button. */
  onClose?: () => void;
  /** Hears that a form or prompt was opened over the page, or closed, so that the app knows what Back means. */
  onEvent?(event: 'open' | 'close'): void;
}

/**
 * The host's transport. Where it names no result in time, or none at all, the batch goes over the network instead. Once
 * `signal` is aborted nothing is waited for, but the words still go: what stood in memory only has no next visit.
 */
export const hostTransport =
  (host: EarshotHost, network: Transport, timeoutMs: number, signal: AbortSignal): Transport =>
  async (body) => {
    try {
      const json = JSON.parse((await wait(timeoutMs, signal, Promise.resolve(host.send(body)))) as string);
      if (json.results[0]) return { status: 200, json };
    } catch {
      // no answer, or none of a collector's
    }
    return network(body);
  };
