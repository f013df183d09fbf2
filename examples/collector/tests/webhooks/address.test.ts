import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literalOf, mayConnect, reachOf } from '../../src/webhooks/address';

describe('where an address leads', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['172.15.255.255', 'public'],
    ['172.32.0.0', 'public'],
    ['2606:4700::1111', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::808:808', 'public'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['fd00::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:a00:1', 'private'],
    ['64:ff9b::a00:1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.0.3', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['0.0.0.0', 'refused'],
    ['169.254.169.254', 'refused'],
    ['::ffff:169.254.169.254', 'refused'],
    ['224.0.0.1', 'refused'],
    ['255.255.255.255', 'refused'],
    ['::', 'refused'],
    ['::7f00:1', 'refused'],
    ['fe80::1', 'refused'],
    ['fe80::1%eth0', 'refused'],
    ['ff02::1', 'refused'],
    ['2001:db8::1', 'refused'],
    ['2002:7f00:1::', 'refused'],
    ['2001:0:7f00:1::', 'refused'],
    ['64:ff9b:1::1', 'refused'],
    ['localhost', 'refused'],
    ['', 'refused'],
  ])('%s is %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach);
  });

  it('is the same for an address of IPv4 and for the same one mapped into IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(reachOf(`::ffff:${address}`)).toBe(reachOf(address));
      }),
    );
  });

  it.each([
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://0177.0.0.1/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://①②⑦.0.0.1/', '127.0.0.1'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['http://[::1]/', '::1'],
    ['http://crm.example/', undefined],
  ])('%s is read as %s', (url, literal) => {
    expect(literalOf(new URL(url).hostname)).toBe(literal);
  });
});

describe('a webhook', () => {
  const may = (protocol: string, allowPrivate: boolean) =>
    ['8.8.8.8', '10.0.0.1', '127.0.0.1', '169.254.169.254'].filter((address) =>
      mayConnect(address, { protocol, allowPrivate }),
    );

  it('reaches public addresses only, and with allowPrivate private ones, but never those of the link', () => {
    expect(may('https:', false)).toEqual(['8.8.8.8']);
    expect(may('https:', true)).toEqual(['8.8.8.8', '10.0.0.1', '127.0.0.1']);
  });

  it('goes without encryption nowhere but to this machine', () => {
    expect(may('http:', false)).toEqual([]);
    expect(may('http:', true)).toEqual(['127.0.0.1']);
  });
});
