import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bridgeTransport } from '../../../src/host/bridge-transport';

const LIMIT_MS = 5000;
const answered = (id: string) => ({ status: 200, json: { results: [{ id, status: 'accepted' }] } });
const ACK = '{"results":[{"id":"native","status":"accepted"}]}';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stand = () => {
  const asked: string[] = [];
  const answers: ((json: string) => void)[] = [];
  let reply: object = answered('network');
  const transport = bridgeTransport(
    {
      v: 1,
      send(_batch) {
        asked.push('native');
        return new Promise((resolve) => answers.push(resolve));
      },
    },
    async () => {
      asked.push('network');
      return reply as never;
    },
    LIMIT_MS,
    new AbortController().signal,
  );
  /** A batch that nobody answers for as long as an app is waited for. */
  const silence = async () => {
    const reply = transport('{}');
    await vi.advanceTimersByTimeAsync(LIMIT_MS);
    return reply;
  };
  return { asked, answers, transport, silence, network: (next: object) => (reply = next) };
};

describe('A bridge that was found by its name', () => {
  it('goes first for as long as it answers', async () => {
    const { asked, answers, transport } = stand();
    for (let n = 0; n < 3; n++) {
      const reply = transport('{}');
      await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
      answers[n]!(ACK);
      expect(await reply).toMatchObject(answered('native'));
    }
    expect(asked).toEqual(['native', 'native', 'native']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that was silent once is waited for no more: the network goes first', async () => {
    const { asked, transport, silence } = stand();
    expect(await silence()).toEqual(answered('network'));
    expect(await transport('{}')).toEqual(answered('network'));
    expect(asked).toEqual(['native', 'network', 'network']);
  });

  it('is asked again where the network has no readable answer, and goes first once it answered', async () => {
    const { asked, answers, transport, silence, network } = stand();
    await silence();
    network({ status: 0 });
    const reply = transport('{}');
    await vi.advanceTimersByTimeAsync(0);
    answers[1]!(ACK);
    expect(await reply).toMatchObject(answered('native'));
    const next = transport('{}');
    answers[2]!(ACK);
    await next;
    expect(asked).toEqual(['native', 'network', 'network', 'native', 'native']);
  });

  it('is not asked where a server said that it wants to be left alone (Q8)', async () => {
    const { asked, transport, silence, network } = stand();
    await silence();
    network({ status: 429, retryAfter: '60' });
    expect(await transport('{}')).toEqual({ status: 429, retryAfter: '60' });
    expect(asked).toEqual(['native', 'network', 'network']);
  });

  it('that answers late settles nothing any more, and goes first from then on', async () => {
    const { asked, answers, transport, silence } = stand();
    await silence();
    answers[0]!(ACK);
    await vi.advanceTimersByTimeAsync(0);
    transport('{}');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['native', 'network', 'native']);
  });

  it('that answered one of several batches meanwhile is not silent', async () => {
    const { asked, answers, transport } = stand();
    const [lost, acked] = [transport('{}'), transport('{}')];
    answers[1]!(ACK);
    expect(await acked).toMatchObject(answered('native'));
    await vi.advanceTimersByTimeAsync(LIMIT_MS);
    expect(await lost).toEqual(answered('network'));
    transport('{}');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['native', 'native', 'network', 'native']);
  });

  it('and a dead network leave the batch where it is: nothing acks it (Q4)', async () => {
    const { silence, network } = stand();
    network({ status: 0 });
    expect(await silence()).toEqual({ status: 0 });
    expect(await silence()).toEqual({ status: 0 });
  });
});
