import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { createRateLimit } from '../src/ingest/rate-limit';
import { testCollector, testStore } from './support/collector';
import { batch, record } from './support/records';

describe('the token bucket', () => {
  it('lets a burst through, then says after how many seconds the next may come', () => {
    let nowMs = 0;
    const limit = createRateLimit(6, () => nowMs);
    expect(Array.from({ length: 6 }, () => limit.take('a'))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(limit.take('a')).toBe(10);
    expect(limit.take('b')).toBe(0);
    nowMs = 9_999;
    expect(limit.take('a')).toBe(1);
    nowMs = 10_000;
    expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(10);
  });

  it('who waits as long as told is let through, however the requests fall', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.array(fc.nat(5_000), { maxLength: 50 }), (perMinute, pauses) => {
        let nowMs = 0;
        const limit = createRateLimit(perMinute, () => nowMs);
        for (const pauseMs of pauses) {
          nowMs += pauseMs;
          const waitS = limit.take('a');
          if (waitS === 0) continue;
          nowMs += waitS * 1_000;
          expect(limit.take('a')).toBe(0);
        }
      }),
    );
  });

  it('never lets more than burst and refill through', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.nat(2_000), { maxLength: 200 }), (perMinute, pauses) => {
        let nowMs = 0;
        const limit = createRateLimit(perMinute, () => nowMs);
        let passed = 0;
        for (const pauseMs of pauses) {
          nowMs += pauseMs;
          if (limit.take('a') === 0) passed++;
        }
        expect(passed).toBeLessThanOrEqual(perMinute + (nowMs / 60_000) * perMinute + 1e-6);
      }),
    );
  });

  it('a clock that jumps back stops nobody for longer than before', () => {
    let nowMs = 1e9;
    const limit = createRateLimit(60, () => nowMs);
    for (let i = 0; i < 60; i++) limit.take('a');
    nowMs = 0;
    expect(limit.take('a')).toBe(1);
    nowMs = 1_000;
    expect(limit.take('a')).toBe(0);
  });
});

describe('the endpoint', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());
  const env = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });
  const body = () => JSON.stringify(batch([record()], { project: 'other' }));

  it('slows one address with 429 and Retry-After, and no other', async () => {
    const { app } = testCollector(store, { limits: { perIpPerMinute: 2 } });
    const from = (address: string) => app.request('/v1/submissions', { method: 'POST', body: body() }, env(address));
    expect([(await from('10.0.0.1')).status, (await from('10.0.0.1')).status]).toEqual([200, 200]);
    const slowed = await from('10.0.0.1');
    expect(slowed.status).toBe(429);
    // 30 on a quiet machine: the bucket refills while the requests take their time
    expect(Number(slowed.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(Number(slowed.headers.get('Retry-After'))).toBeLessThanOrEqual(30);
    expect((await from('10.0.0.2')).status).toBe(200);
  });

  it('takes a /64 of IPv6 for one visitor', async () => {
    const { app } = testCollector(store, { limits: { perIpPerMinute: 1 } });
    const from = async (address: string) =>
      (await app.request('/v1/submissions', { method: 'POST', body: body() }, env(address))).status;
    expect(await from('2001:db8:1:2::1')).toBe(200);
    expect(await from('2001:db8:1:2:ffff::9')).toBe(429);
    expect(await from('2001:db8:1:3::1')).toBe(200);
  });

  it('believes X-Forwarded-For only from as many proxies as are set', async () => {
    const statuses = async (proxyHops: number) => {
      const { app } = testCollector(store, { limits: { perIpPerMinute: 1 }, proxyHops });
      const from = async (forwarded: string) =>
        (
          await app.request(
            '/v1/submissions',
            { method: 'POST', body: body(), headers: { 'X-Forwarded-For': forwarded } },
            env('10.0.0.9'),
          )
        ).status;
      return [await from('1.1.1.1, 8.8.8.8'), await from('1.1.1.1, 9.9.9.9'), await from('2.2.2.2, 9.9.9.9')];
    };
    expect(await statuses(0)).toEqual([200, 429, 429]);
    expect(await statuses(1)).toEqual([200, 200, 429]);
    expect(await statuses(2)).toEqual([200, 429, 200]);
  });

  it('stores no address, salted or not', async () => {
    const { app } = testCollector(store);
    await app.request('/v1/submissions', { method: 'POST', body: body() }, env('203.0.113.77'));
    const tables = ['submissions', 'figures', 'sums', 'counted', 'counters', 'settings', 'erased'];
    for (const table of tables) {
      const rows = await store.database.query(`SELECT * FROM earshot_${table}`);
      expect(JSON.stringify(rows)).not.toContain('203.0.113');
    }
  });
});
