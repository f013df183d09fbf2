import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { testCollector, testStore } from './support/collector';
import { batch, newId, record } from './support/records';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

describe('every answer of the endpoint can be read by a page of any origin', () => {
  const limits = { perIpPerMinute: 1_000, perProjectPerMinute: 1 };
  const limited = () => testCollector(store, { limits });
  const failing = () => testCollector({ ...store, insert: () => Promise.reject(new Error('gone')) });
  const ask = {
    200: () => testCollector(store).post(batch([record()])),
    400: () => testCollector(store).post('{'),
    403: () => testCollector(store).post(batch([record()]), { Origin: 'https://evil.example' }),
    404: () => testCollector(store).post(batch([record()], { project: 'nobody' })),
    405: async () => testCollector(store).app.request('/v1/submissions'),
    413: () => testCollector(store).post(`"${'x'.repeat(300_000)}"`),
    415: () => testCollector(store).post('', { 'Content-Type': 'image/png' }),
    429: async () => {
      const collector = limited();
      await collector.post(batch([record()]));
      return collector.post(batch([record()]));
    },
    503: () => failing().post(batch([record()])),
  };
  it.each(Object.entries(ask))('%s', async (status, request) => {
    const response = await request();
    expect(response.status).toBe(Number(status));
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(response.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
    expect(response.headers.get('Content-Type')).toContain('application/json');
    await response.json();
  });

  it('an unexpected error too', async () => {
    const store500 = { ...store, known: () => Promise.reject(new TypeError('a bug')) };
    const collector = testCollector(store500);
    const response = await collector.post(batch([{ id: newId() }]));
    expect(response.status).toBe(503);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  it('a path that does not exist too, so that a wrong endpoint can be diagnosed', async () => {
    const response = await testCollector(store).app.request('/v1/submission', { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  it('a preflight is answered for those who send application/json', async () => {
    const response = await testCollector(store).app.request('/v1/submissions', {
      method: 'OPTIONS',
      headers: { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(response.headers.get('Access-Control-Allow-Methods')).toContain('POST');
    expect(response.headers.get('Access-Control-Allow-Headers')).toContain('Content-Type');
  });
});
