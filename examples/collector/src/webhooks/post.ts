import { lookup as resolve } from 'node:dns';
import { request as plain } from 'node:http';
import { request as encrypted } from 'node:https';
import type { LookupFunction } from 'node:net';
import { literalOf, mayConnect, type Way } from './address';
import type { Answer, NoAnswer } from './verdict';

export interface Sending {
  url: string;
  headers: Record<string, string>;
  body: string;
  allowPrivate: boolean;
  /** Ends it as `stopped`. */
  signal: AbortSignal;
}

/** Never rejects: what went wrong is an answer, too. */
export type Post = (sending: Sending) => Promise<Answer>;

const TIMEOUT_MS = 15_000;
/** Of an answer this much is read and forgotten, so that a receiver is not cut off while it still writes; then it is. */
const MAX_ANSWER_BYTES = 65_536;

const REFUSED = 'EADDRREFUSED';
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)/;

const reasonOf = ({ code = '' }: NodeJS.ErrnoException): NoAnswer => {
  if (code === REFUSED) return 'address_refused';
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns';
  return TLS.test(code) ? 'tls' : 'connection';
};

/**
 * Looks a name up and lets through what may be connected to. It is the very answer that is connected to: a name that is
 * looked up twice may lead elsewhere the second time. One refused address among them refuses the name.
 */
const guarded =
  (lookup: LookupFunction, way: Way): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [];
      if (!addresses.length || addresses.some(({ address }) => !mayConnect(address, way)))
        return callback(Object.assign(new Error('this address is refused'), { code: REFUSED }), []);
      if (options.all) callback(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });

/**
 * Sends one delivery: straight to the address and to no other, following nothing. Each has a connection of its own: one
 * that is kept may be closed at the moment it is used, which would look like a receiver that fails.
 */
export const createPost =
  ({ lookup = resolve as LookupFunction, timeoutMs = TIMEOUT_MS } = {}): Post =>
  ({ url, headers, body, allowPrivate, signal }) =>
    new Promise((settle) => {
      const { protocol, hostname } = new URL(url);
      const way = { protocol, allowPrivate };
      const literal = literalOf(hostname);
      // No look-up happens for these.
      if (literal && !mayConnect(literal, way)) return settle({ failed: 'address_refused' });
      if (signal.aborted) return settle({ failed: 'stopped' });
      let answer: Answer | undefined;
      const request = (protocol === 'https:' ? encrypted : plain)(url, {
        method: 'POST',
        agent: false,
        lookup: guarded(lookup, way),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'earshot-collector',
          ...headers,
        },
      });
      const end = (final: Answer) => {
        clearTimeout(late);
        signal.removeEventListener('abort', stop);
        request.destroy();
        settle(answer ?? final); // what the receiver said stands, however the rest went
      };
      const late = setTimeout(() => end({ failed: 'timeout' }), timeoutMs);
      const stop = () => end({ failed: 'stopped' });
      signal.addEventListener('abort', stop);
      request.on('error', (error) => end({ failed: reasonOf(error) }));
      request.on('response', (response) => {
        answer = { status: response.statusCode!, retryAfter: response.headers['retry-after'] };
        const said = answer;
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MAX_ANSWER_BYTES) end(said);
        });
        response.on('close', () => end(said));
        response.on('error', () => end(said));
      });
      request.end(body);
    });
