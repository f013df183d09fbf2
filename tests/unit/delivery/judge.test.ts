import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, retryAfterMs } from '../../../src/delivery/judge';

const NOW = Date.UTC(2026, 0, 1);
const ids = ['a', 'b'];
const verdict = (reply: Parameters<typeof judge>[0], ack: 'results' | 'status' = 'results') =>
  judge(reply, ids, ack, NOW);
const json = (results: unknown) => ({ status: 200, type: 'application/json', json: { results } });

describe('what an answer means', () => {
  it('acks only records that results list by id (Q4)', () => {
    const { results, settledSome, accepted } = verdict(
      json([
        { id: 'a', status: 'accepted' },
        { id: 'other', status: 'accepted' },
      ]),
    );
    expect(Object.keys(results)).toEqual(['a']);
    expect({ settledSome, accepted }).toEqual({ settledSome: true, accepted: true });
  });

  it('takes a duplicate for an ack and a rejection for progress without acceptance (Q3, Q7)', () => {
    expect(verdict(json([{ id: 'a', status: 'duplicate' }])).accepted).toBe(true);
    const rejected = verdict(json([{ id: 'a', status: 'rejected' }]));
    expect(rejected.settledSome).toBe(true);
    expect(rejected.accepted).toBeFalsy();
    expect(verdict(json([{ id: 'a', status: 'retry' }]))).toMatchObject({ settledSome: false, finding: 'ok' });
  });

  it.each([
    ['a page in HTML', { status: 200, type: 'text/html' }],
    ['an empty 204', { status: 204 }],
    ['JSON without results', { status: 200, type: 'application/json', json: { ok: true } }],
    ['a redirect to JSON', { status: 200, redirected: true, type: 'application/json', json: { hello: 1 } }],
    ['results that are no list', json({ a: 'accepted' })],
    ['a list of nonsense', json([null, 1, { id: 'a' }, { id: 'a', status: 'ok' }])],
  ])('acks nothing for %s (Q4, faults 32, 34, 35)', (_, reply) => {
    expect(verdict(reply).settledSome).toBe(false);
  });

  it('believes a bare 2xx of a foreign endpoint only by option, and never a redirect or HTML (Q4)', () => {
    expect(verdict({ status: 204, type: '' }, 'status').accepted).toBe(true);
    expect(verdict({ status: 200, type: 'text/html' }, 'status').accepted).toBeFalsy();
    expect(verdict({ status: 200, redirected: true, type: 'application/json' }, 'status').accepted).toBeFalsy();
  });

  it.each([
    [0, 'retry'],
    [408, 'retry'],
    [425, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [599, 'retry'],
    [400, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
    [401, 'pause'],
    [403, 'pause'],
    [404, 'pause'],
    [405, 'pause'],
    [415, 'pause'],
    [304, 'pause'],
    [410, 'gone'],
  ])('status %i means %s (Q7, Q8)', (status, outcome) => {
    expect(verdict({ status }).finding).toBe(outcome);
  });

  it('never throws and never acks what was not sent, whatever comes back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.jsonValue(),
        fc.string(),
        fc.boolean(),
        (status, body, type, redirected) => {
          const { results } = verdict({ status, json: body, type, redirected });
          expect(Object.keys(results).every((id) => ids.includes(id))).toBe(true);
        },
      ),
    );
  });
});

describe('Retry-After (Q8)', () => {
  it.each([
    ['120', 120_000],
    [2.5, 2500],
    [new Date(NOW + 60_000).toUTCString(), 60_000],
    ['-5', 0],
    [new Date(NOW - 60_000).toUTCString(), 0],
    ['soon', 0],
    ['', 0],
    [null, 0],
    [undefined, 0],
    [{}, 0],
  ])('%s is %d ms', (value, ms) => {
    expect(retryAfterMs(value, NOW)).toBe(ms);
  });
});
