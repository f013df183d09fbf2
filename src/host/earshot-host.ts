import type { Transport } from '../delivery/send';

/** What a native app puts on the page to deliver for the widget: one contract for every bridge. */
export interface EarshotHost {
  v: 1;
  capabilities?: string[];
  /** Takes a batch as JSON, resolves with results as JSON: the same envelope and acks as over the network. */
  send(batchJson: string): Promise<string>;
  onClose?: () => void;
}

/** The host's transport; without a native ack in time the record goes over the network instead. */
export const hostTransport =
  (host: EarshotHost, network: Transport, timeoutMs: number): Transport =>
  async (body) => {
    try {
      const text = await Promise.race([
        host.send(body),
        new Promise<never>((_, reject) => setTimeout(reject, timeoutMs)),
      ]);
      return { status: 200, json: JSON.parse(text) };
    } catch {
      return network(body);
    }
  };
