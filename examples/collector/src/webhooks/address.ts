import { BlockList, isIP } from 'node:net';

/** `refused`: no receiver of a webhook has such an address, e.g. one of the link, where clouds keep their credentials. */
export type Reach = 'public' | 'private' | 'loopback' | 'refused';

const listOf = (family: 'ipv4' | 'ipv6', subnets: string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry
const LOOPBACK_4 = listOf('ipv4', ['127.0.0.0/8']);
const PRIVATE_4 = listOf('ipv4', ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16']);
const REFUSED_4 = listOf('ipv4', [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);
// Of IPv6 only 2000::/3 is given to anybody, and of that these are not:
// https://www.iana.org/assignments/iana-ipv6-special-registry
const LOOPBACK_6 = listOf('ipv6', ['::1/128']);
const PRIVATE_6 = listOf('ipv6', ['fc00::/7']);
const GLOBAL_6 = listOf('ipv6', ['2000::/3']);
const REFUSED_6 = listOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** An IPv4 address within one of IPv6: mapped, or behind a NAT64. */
const EMBEDDED = /^(?:::ffff|64:ff9b:):([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

const reachOf4 = (address: string): Reach => {
  if (LOOPBACK_4.check(address)) return 'loopback';
  if (PRIVATE_4.check(address)) return 'private';
  return REFUSED_4.check(address) ? 'refused' : 'public';
};

/** Where an IP address leads, as it stands in a resolver's answer or, without brackets, in a URL. */
export const reachOf = (address: string): Reach => {
  if (isIP(address) === 4) return reachOf4(address);
  if (isIP(address) !== 6 || address.includes('%')) return 'refused';
  // The one way to write it.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = EMBEDDED.exec(written) ?? [];
  if (high && low) {
    const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
    return reachOf4([a >> 8, a & 255, b >> 8, b & 255].join('.'));
  }
  if (LOOPBACK_6.check(written, 'ipv6')) return 'loopback';
  if (PRIVATE_6.check(written, 'ipv6')) return 'private';
  return GLOBAL_6.check(written, 'ipv6') && !REFUSED_6.check(written, 'ipv6') ? 'public' : 'refused';
};

export interface Way {
  /** As in the URL: `https:` or `http:`. */
  protocol: string;
  allowPrivate: boolean;
}

/** Whether a webhook may connect to this address: what is not encrypted stays on this machine. */
export const mayConnect = (address: string, { protocol, allowPrivate }: Way): boolean => {
  const reach = reachOf(address);
  if (protocol !== 'https:') return reach === 'loopback' && allowPrivate;
  return reach === 'public' || (allowPrivate && reach !== 'refused');
};

/**
 * The IP address that a URL's host is, without brackets; undefined for a name. `URL` has read decimal, octal and short
 * forms by then.
 */
export const literalOf = (hostname: string): string | undefined => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) ? bare : undefined;
};
