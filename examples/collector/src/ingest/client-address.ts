import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';

/** New with every start and never stored: the hashes below mean nothing to anybody else, nor to the next start. */
const salt = randomBytes(16);

/** One visitor has a whole /64 of IPv6: the first four groups count as the address. */
const networkOf = (address: string): string => {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  while (address.includes('::') && groups.length + after.length < 8) groups.push('0');
  return [...groups, ...after].slice(0, 4).join(':');
};

interface Incoming {
  socket?: { remoteAddress?: string };
}

/** Hashed once a connection. */
const bySocket = new WeakMap<object, string>();

const hash = (address: string) =>
  createHash('sha256').update(salt).update(networkOf(address)).digest('base64url').slice(0, 22);

/**
 * Salted hash of the sender's address, for the rate limit, and for an hour beside the hash of a text (`spam/`). No IP is stored
 * (security rule 10).
 * @param proxyHops how many proxies in front are trusted to have appended to X-Forwarded-For; 0 ignores the header.
 */
export const addressHash = (c: Context, proxyHops: number): string => {
  const socket = (c.env as { incoming?: Incoming } | undefined)?.incoming?.socket;
  if (proxyHops > 0) {
    const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
    const address = chain.at(-proxyHops);
    if (address) return hash(address);
  }
  if (!socket) return '';
  let known = bySocket.get(socket);
  if (known === undefined) {
    known = hash(socket.remoteAddress ?? '');
    bySocket.set(socket, known);
  }
  return known;
};
