import type { Reply, Transport } from '../delivery/send';
import { type EarshotHost, hostTransport } from './earshot-host';

const NOTHING: Reply = { status: 0 };

/**
 * The transport of a bridge that was found by its name. It may stand in an app that knows nothing of Earshot, where
 * nobody ever answers: from the first silence on the network goes first, and the app is asked where that has no readable
 * answer. Any answer of the app, however late, puts it first again.
 */
export const bridgeTransport = (
  bridge: EarshotHost,
  network: Transport,
  timeoutMs: number,
  signal: AbortSignal,
): Transport => {
  let silent = false;
  let answers = 0;
  const heard: EarshotHost = {
    v: 1,
    async send(body) {
      const answer = await bridge.send(body);
      answers++;
      silent = false;
      return answer;
    },
  };
  const native = hostTransport(heard, async () => NOTHING, timeoutMs, signal);
  return async (body) => {
    const after = silent;
    if (after) {
      const reply = await network(body);
      if (reply.status) return reply;
    }
    const before = answers;
    const reply = await native(body);
    // others may have been answered meanwhile
    silent = answers === before;
    return after || reply !== NOTHING ? reply : network(body);
  };
};
