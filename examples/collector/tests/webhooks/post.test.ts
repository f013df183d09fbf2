import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPost, type Sending } from '../../src/webhooks/post';
import { type Receiver, startReceiver } from '../support/receiver';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer(204);
});

/** A resolver that knows one answer. */
const leadingTo =
  (...addresses: string[]): LookupFunction =>
  (_, __, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
const sending = (more: Partial<Sending> = {}): Sending => ({
  url: receiver.url,
  headers: { 'webhook-id': 'msg_1' },
  body: '{"text":"한글"}',
  allowPrivate: true,
  signal: new AbortController().signal,
  ...more,
});

describe('a delivery over HTTP', () => {
  it('is a POST of JSON with its headers, and its answer is the status', async () => {
    expect(await createPost()(sending())).toEqual({ status: 204, retryAfter: undefined });
    expect(receiver.received).toMatchObject([
      {
        path: '/hook',
        body: '{"text":"한글"}',
        headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json' },
      },
    ]);
  });

  it('says how long the receiver asks to be left alone', async () => {
    receiver.answer((response) => response.writeHead(503, { 'Retry-After': '17' }).end());
    expect(await createPost()(sending())).toEqual({ status: 503, retryAfter: '17' });
  });

  it('follows no redirect', async () => {
    receiver.answer((response) => response.writeHead(307, { Location: '/elsewhere' }).end());
    expect(await createPost()(sending())).toMatchObject({ status: 307 });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('gives up a receiver that never answers', async () => {
    receiver.answer(() => {});
    expect(await createPost({ timeoutMs: 50 })(sending())).toEqual({ failed: 'timeout' });
  });

  it('stands by the status of an answer whose body never ends, or is too large', async () => {
    receiver.answer((response) => response.writeHead(200).write('and '));
    expect(await createPost({ timeoutMs: 2_000 })(sending())).toMatchObject({ status: 200 });
    receiver.answer((response) => {
      response.writeHead(200);
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    expect(await createPost()(sending())).toMatchObject({ status: 200 });
  });

  it('says why there is no answer', async () => {
    receiver.answer('down');
    expect(await createPost()(sending())).toEqual({ failed: 'connection' });
    const nowhere: LookupFunction = (_, __, callback) =>
      callback(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), []);
    expect(await createPost({ lookup: nowhere })(sending({ url: 'https://nowhere.example/' }))).toEqual({
      failed: 'dns',
    });
    // A receiver that speaks no TLS.
    receiver.answer(204);
    expect(await createPost()(sending({ url: `https://127.0.0.1:${receiver.port}/` }))).toEqual({ failed: 'tls' });
  });

  it('is cut off when the collector closes', async () => {
    receiver.answer(() => {});
    const closing = new AbortController();
    const answer = createPost()(sending({ signal: closing.signal }));
    await expect.poll(() => receiver.received.length).toBe(1);
    closing.abort();
    expect(await answer).toEqual({ failed: 'stopped' });
    expect(await createPost()(sending({ signal: closing.signal }))).toEqual({ failed: 'stopped' });
  });
});

describe('a delivery that would reach what is not public', () => {
  const refused = { failed: 'address_refused' };
  it.each(['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '0.0.0.0', '127.1'])(
    'at https://%s is not sent',
    async (host) => {
      expect(await createPost()(sending({ url: `https://${host}:${receiver.port}/`, allowPrivate: false }))).toEqual(
        refused,
      );
    },
  );

  it.each([['127.0.0.1'], ['10.1.2.3'], ['::1'], ['::ffff:127.0.0.1'], ['169.254.169.254'], ['8.8.8.8', '127.0.0.1']])(
    'by a name that leads to %s is not sent',
    async (...addresses) => {
      const post = createPost({ lookup: leadingTo(...addresses) });
      const url = `https://crm.example:${receiver.port}/`;
      expect(await post(sending({ url, allowPrivate: false }))).toEqual(refused);
    },
  );

  it('goes through with allowPrivate, but never to an address of the link, and in the clear only to this machine', async () => {
    const url = `http://crm.example:${receiver.port}/hook`;
    const post = (address: string, more = {}) => createPost({ lookup: leadingTo(address) })(sending({ url, ...more }));
    expect(await post('127.0.0.1')).toMatchObject({ status: 204 });
    expect(await post('127.0.0.1', { allowPrivate: false })).toEqual(refused);
    expect(await post('10.1.2.3')).toEqual(refused);
    expect(await post('169.254.169.254')).toEqual(refused);
    expect(await post('8.8.8.8')).toEqual(refused);
    expect(receiver.received).toHaveLength(1);
  });

  it('connects to the very address that was looked at, asking once', async () => {
    let asked = 0;
    const rebinding: LookupFunction = (_, __, callback) => {
      asked++;
      callback(null, [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    };
    const answer = await createPost({ lookup: rebinding })(sending({ url: `http://crm.example:${receiver.port}/` }));
    expect(answer).toMatchObject({ status: 204 });
    expect(asked).toBe(1);
  });
});
