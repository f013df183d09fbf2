import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { secretKey } from '../../src/webhooks/secret';
import { signedHeaders } from '../../src/webhooks/sign';
import { newSecret, verified } from '../support/receiver';

const NOW_MS = Date.parse('2026-11-27T12:00:00.700Z');
const OLD = newSecret(1);
const NEW = newSecret(2);
const keysOf = (...secrets: string[]) => secrets.map((secret) => secretKey(secret)!);
const message = { id: 'msg_1', body: '{"type":"earshot.test","data":{"text":"Größe 한글 👍"}}' };
const sent = (secrets: string[], atMs = NOW_MS) => ({
  headers: signedHeaders(message, keysOf(...secrets), atMs),
  body: message.body,
});

describe('what is signed', () => {
  it('is verified by the public package, and what another secret signed is not', () => {
    expect(verified(NEW, sent([NEW]), NOW_MS)).toEqual(JSON.parse(message.body));
    expect(() => verified(OLD, sent([NEW]), NOW_MS)).toThrow('No matching signature');
  });

  it('is verified by a receiver that knows the old or the new secret while it is changed', () => {
    for (const secret of [OLD, NEW]) expect(verified(secret, sent([NEW, OLD]), NOW_MS)).toBeTruthy();
    expect(() => verified(newSecret(3), sent([NEW, OLD]), NOW_MS)).toThrow('No matching signature');
  });

  it('cannot be changed, given another id, or sent again after five minutes', () => {
    const { headers, body } = sent([NEW]);
    expect(() => verified(NEW, { headers, body: `${body} ` }, NOW_MS)).toThrow('No matching signature');
    expect(() => verified(NEW, { headers: { ...headers, 'webhook-id': 'msg_2' }, body }, NOW_MS)).toThrow(
      'No matching signature',
    );
    expect(() => verified(NEW, { headers, body }, NOW_MS + 302_000)).toThrow('too old');
  });

  it('is verified whatever it says and whatever the secret is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), fc.string({ unit: 'binary' }), (bytes, text) => {
        const secret = `whsec_${Buffer.from(bytes).toString('base64')}`;
        const body = JSON.stringify({ text });
        const headers = signedHeaders({ id: 'msg_1', body }, keysOf(secret), Date.now());
        expect(new Webhook(secret).verify(body, headers)).toEqual({ text });
      }),
    );
  });
});

describe('a secret', () => {
  it.each([
    ['without its prefix', Buffer.alloc(32).toString('base64')],
    ['of 23 bytes', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['of 65 bytes', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['without padding', newSecret().replace(/=+$/, '')],
    ['in base64url', `whsec_${Buffer.alloc(32, 255).toString('base64url')}=`],
    ['with a line feed', `${newSecret()}\n`],
    ['that is empty', 'whsec_'],
  ])('%s is none', (_, secret) => {
    expect(secretKey(secret)).toBeUndefined();
  });

  it.each([24, 32, 64])('of %i bytes is one', (length) => {
    expect(secretKey(`whsec_${Buffer.alloc(length, 250).toString('base64')}`)).toEqual(Buffer.alloc(length, 250));
  });
});
