import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EarshotHost, hostTransport } from '../../../src/host/earshot-host';

const LIMIT_MS = 5000;
const stored = { status: 200, json: { results: [{ id: 'a', status: 'accepted' }] } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const bridge = (send: EarshotHost['send']) => {
  const aborter = new AbortController();
  const network = vi.fn(async () => stored);
  const transport = hostTransport({ v: 1, send }, network, LIMIT_MS, aborter.signal);
  return { aborter, network, transport };
};

describe('a native app', () => {
  it('that names results in time is the whole transport, and no timer is left (Q16)', async () => {
    const send = vi.fn(async () => '{"results":[{"id":"a","status":"duplicate"}]}');
    const { network, transport } = bridge(send);
    expect(await transport('{"records":[]}')).toEqual({
      status: 200,
      json: { results: [{ id: 'a', status: 'duplicate' }] },
    });
    expect(send).toHaveBeenCalledWith('{"records":[]}');
    expect(network).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['null', async () => 'null'],
    ['an empty object', async () => '{}'],
    ['an empty list of results', async () => '{"results":[]}'],
    ['results that are no list', async () => '{"results":true}'],
    ['no JSON', async () => 'stored'],
    ['nothing', async () => undefined as never],
    [
      'an exception',
      () => {
        throw new Error('no bridge');
      },
    ],
    ['a rejection', () => Promise.reject(new Error('busy'))],
  ] satisfies [string, EarshotHost['send']][])(
    'that answers %s has not taken the words: they go over the network',
    async (_, send) => {
      const { network, transport } = bridge(send);
      expect(await transport('{}')).toBe(stored);
      expect(network).toHaveBeenCalledExactlyOnceWith('{}');
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('that does not answer within the limit gives way to the network', async () => {
    const { network, transport } = bridge(() => new Promise(() => {}));
    const reply = transport('{}');
    await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
    expect(network).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await reply).toBe(stored);
  });

  it.each(['before', 'after'])(
    'is not waited for once Earshot is destroyed, %s the call (Q16): the words go over the network at once (Q15)',
    async (when) => {
      const { aborter, network, transport } = bridge(() => new Promise(() => {}));
      if (when === 'before') aborter.abort();
      const reply = transport('{}');
      aborter.abort();
      expect(await reply).toMatchObject({ status: 200 });
      expect(network).toHaveBeenCalledExactlyOnceWith('{}');
      expect(vi.getTimerCount()).toBe(0);
    },
  );
});
