import { createHmac, timingSafeEqual } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../../../src/delivery/judge';
import type { Challenge, Store } from '../../src/app';
import { parseResults } from '../../src/contract';
import { testCollector, testStore } from '../support/collector';
import { batch, record } from '../support/records';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const SECRET = 'of the tests only';
const sign = (expires: string) => createHmac('sha256', SECRET).update(expires).digest('base64url');
/** A token that a page of the host gets once its visitor solved something: good for ten minutes. */
const newToken = (nowMs: number) => `${nowMs + 600_000}.${sign(String(nowMs + 600_000))}`;

/** As the manual has it. */
const byToken =
  (clock: () => number): Challenge =>
  ({ token = '' }) => {
    const [expires = '', signature = ''] = token.split('.');
    const [given, right] = [Buffer.from(signature), Buffer.from(sign(expires))];
    const ours = given.length === right.length && timingSafeEqual(given, right);
    return ours && Number(expires) > clock() ? 'pass' : 'ask';
  };

const underAttack = (challenge: Challenge, challengeAbovePerMinute = 2) => {
  let nowMs = Date.parse('2026-11-22T10:01:00.000Z');
  const clock = () => nowMs;
  const collector = testCollector(store, { clock, challenge, limits: { challengeAbovePerMinute } });
  const post = async (records: unknown[], more: object = {}) => {
    const response = await collector.post(batch(records, { sentAt: new Date(nowMs).toISOString(), ...more }));
    return { status: response.status, answer: JSON.parse(await response.text()) };
  };
  return {
    collector,
    post,
    clock,
    pass(ms: number) {
      nowMs += ms;
    },
    /** Uses up what passes freely. */
    async flood() {
      for (let at = 0; at < challengeAbovePerMinute; at++) await post([record()]);
    },
  };
};

describe('a challenge', () => {
  it('asks nobody while no more comes than passes freely', async () => {
    let asked = 0;
    const { post } = underAttack(() => {
      asked++;
      return 'ask';
    });
    for (let at = 0; at < 2; at++) expect((await post([record()])).answer.results[0].status).toBe('accepted');
    expect(asked).toBe(0);
  });

  it('asks nobody where no limit is set, however much comes', async () => {
    const { post } = underAttack(() => 'ask', 0);
    for (let at = 0; at < 5; at++) expect((await post([record()])).answer.results[0].status).toBe('accepted');
  });

  it('answers each record `retry`, which a widget that knows nothing of it keeps (Q2, Q4), and takes it later', async () => {
    const { post, flood, pass } = underAttack(() => 'ask');
    await flood();
    const records = [record(), record()];
    const { status, answer } = await post(records);
    expect(status).toBe(200);
    expect(answer).toEqual({
      results: records.map(({ id }) => ({ id, status: 'retry', code: 'challenge' })),
      retryAfter: 60,
      challenge: true,
    });
    expect(parseResults(answer).ok).toBe(true);

    const ids = records.map(({ id }) => id);
    const verdict = judge({ status: 200, json: answer } as Parameters<typeof judge>[0], ids, 'results', 0);
    expect(verdict).toMatchObject({ settledSome: false, finding: 'ok', retryAfterMs: 60_000 });

    pass(60_000);
    expect((await post(records)).answer.results.map(({ status: one }: { status: string }) => one)).toEqual([
      'accepted',
      'accepted',
    ]);
  });

  it('lets a record with a token of the host pass, and no other', async () => {
    const attack = underAttack((request) => byToken(attack.clock)(request));
    await attack.flood();
    const one = record();
    const became = async (challenge?: unknown) => (await attack.post([one], { challenge })).answer.results[0].status;
    expect(await became()).toBe('retry');
    expect(await became('9999999999999.forged')).toBe('retry');
    expect(await became({ token: newToken(attack.clock()) })).toBe('retry');
    const token = newToken(attack.clock());
    expect(await became(token)).toBe('accepted');
    attack.pass(600_001);
    await attack.flood();
    expect(await became(token)).toBe('retry');
  });

  it('is told the project and how much comes, and nothing that was written', async () => {
    const asked: unknown[] = [];
    const { post, flood } = underAttack((request) => {
      asked.push(request);
      return 'pass';
    });
    await flood();
    await post([record(), record()], { challenge: 'a-token' });
    expect(asked).toEqual([
      { project: 'shop', token: 'a-token', origin: 'https://shop.example', address: '', records: 2 },
    ]);
  });

  it('that fails lets all pass, and says so once a minute', async () => {
    const { post, flood, collector } = underAttack(() => {
      throw new TypeError('the hook is broken');
    });
    await flood();
    expect((await post([record()])).answer.results[0].status).toBe('accepted');
    expect(collector.logged).toEqual(['challenge: the hook of project "shop" failed (TypeError): all pass']);
    await post([record()]);
    expect(collector.logged).toHaveLength(1);
  });

  it('that takes its time holds no more in memory than the limit of all that waits', async () => {
    let answer = (_: 'pass') => {};
    const hook = new Promise<'pass'>((resolve) => {
      answer = resolve;
    });
    let asked = 0;
    const collector = testCollector(store, {
      challenge: () => {
        asked++;
        return hook;
      },
      limits: { challengeAbovePerMinute: 1, maxWaitingBytes: 1 },
    });
    const post = async () => (await collector.post(batch([record()]))).status;
    expect(await post()).toBe(200);
    const first = post();
    await expect.poll(() => asked).toBe(1);
    expect(await post()).toBe(503);
    answer('pass');
    expect(await first).toBe(200);
    expect(await post()).toBe(200);
  });
});
