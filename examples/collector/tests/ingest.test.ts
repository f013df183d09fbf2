import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { SHOP, type TestCollector, testCollector, testStore } from './support/collector';
import { batch, newId, record, words } from './support/records';

let store: Store;
let collector: TestCollector;
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store);
});
afterAll(() => store.close());

const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; message: string; path?: string } };
  return error;
};
const known = async (id: string) => (await collector.bodies()).some((body) => body.id === id);

describe('a good batch', () => {
  it('is stored whole and answered per record, in order (Q4)', async () => {
    const [first, second] = [record(), record({ locale: 'ko', answers: [words('결제가 쉬웠어요')] })];
    const response = await collector.post(batch([first, second]));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      results: [
        { id: first.id, status: 'accepted' },
        { id: second.id, status: 'accepted' },
      ],
    });
    const stored = await collector.rows();
    expect(stored.find((row) => row.record.id === first.id)?.record).toEqual(first);
    expect(stored.find((row) => row.record.id === second.id)?.record).toEqual(second);
  });

  it('may come as application/json and without an Origin, as apps and servers send it', async () => {
    const one = record();
    const response = await collector.post(batch([one]), { 'Content-Type': 'application/json', Origin: undefined });
    expect(response.status).toBe(200);
    expect(await known(one.id)).toBe(true);
  });

  it('gets the skew of the sender’s clock, measured at sentAt', async () => {
    const nowMs = Date.parse('2026-11-22T12:00:00.000Z');
    const early = testCollector(store, { clock: () => nowMs });
    const one = record();
    await early.post(batch([one], { sentAt: '2026-11-22T11:00:00.000Z' }));
    const row = (await early.rows()).find(({ record: { id } }) => id === one.id);
    expect(row).toMatchObject({ skewMs: 3_600_000, receivedAt: '2026-11-22T12:00:00.000Z' });
  });

  it('of a year that no database has is stored like any other', async () => {
    const one = record({ time: { ...record().time, createdAt: '0000-01-01T00:00:00.000Z' } });
    expect(await collector.send([one])).toEqual(['accepted']);
    expect((await collector.bodies()).find(({ id }) => id === one.id)?.time.createdAt).toBe('0000-01-01T00:00:00.000Z');
  });
});

describe('bad input gets JSON that says what is wrong, and costs only itself', () => {
  it.each([
    ['malformed JSON', '{"v":1,', 400, 'malformed_json'],
    ['nothing at all', '', 400, 'malformed_json'],
    ['an array', '[]', 400, 'invalid_batch'],
    ['null', 'null', 400, 'invalid_batch'],
    ['a batch without records', JSON.stringify(batch([])), 400, 'invalid_batch'],
    ['21 records', JSON.stringify(batch(Array.from({ length: 21 }, () => record()))), 400, 'invalid_batch'],
    ['a project of the wrong type', JSON.stringify(batch([record()], { project: 7 })), 400, 'invalid_batch'],
    ['nesting of 13 levels', `${'['.repeat(13)}${']'.repeat(13)}`, 400, 'too_deep'],
    ['nesting of 100,000 levels', '['.repeat(100_000), 400, 'too_deep'],
    ['300 kB', `"${'x'.repeat(300_000)}"`, 413, 'too_large'],
    ['an unknown project', JSON.stringify(batch([record()], { project: 'nobody' })), 404, 'unknown_project'],
    ['a project named __proto__', JSON.stringify(batch([record()], { project: '__proto__' })), 404, 'unknown_project'],
  ])('%s', async (_name, body, status, code) => {
    const response = await collector.post(body);
    expect(response.status).toBe(status);
    const error = await errorOf(response);
    expect(error.code).toBe(code);
    expect(error.message.length).toBeGreaterThan(10);
  });

  it('names the path of what is wrong in the envelope', async () => {
    const error = await errorOf(await collector.post(batch([record()], { sentAt: 'yesterday' })));
    expect(error).toMatchObject({ code: 'invalid_batch', path: 'sentAt' });
  });

  it.each(['application/x-www-form-urlencoded', 'image/png'])('a body of type %s is answered 415', async (type) => {
    const response = await collector.post(batch([record()]), { 'Content-Type': type });
    expect(response.status).toBe(415);
    expect((await errorOf(response)).code).toBe('unsupported_type');
  });

  it('an unknown project answers with what to do', async () => {
    const { message } = await errorOf(await collector.post(batch([record()], { project: 'shpo' })));
    expect(message).toContain('"shpo"');
    expect(message).toContain('EARSHOT_PROJECTS');
  });

  it('one bad record is rejected with a code, and its neighbours are stored (Q9)', async () => {
    const [before, after] = [record(), record()];
    const bad = { ...record(), answers: [{ question: 'ces', type: 'scale', value: 'six', prompt: 'How?' }] };
    const statuses = await collector.send([before, bad, 5, null, { id: 'x' }, after]);
    expect(statuses).toEqual([
      'accepted',
      'rejected invalid_answer',
      'rejected invalid_record',
      'rejected invalid_record',
      'rejected invalid_id',
      'accepted',
    ]);
    expect([await known(before.id), await known(bad.id), await known(after.id)]).toEqual([true, false, true]);
  });

  it.each(['\u0000', 'a\ud800', `${'0'.repeat(8)}\u0000`, '한글', '\udc00\ud800'])(
    'an id that no database takes (%j) is rejected, and costs its neighbours nothing (Q9)',
    async (id) => {
      const [before, after] = [record(), record()];
      expect(await collector.send([before, { ...record(), id }, after])).toEqual([
        'accepted',
        'rejected invalid_id',
        'accepted',
      ]);
    },
  );

  it('unknown fields are dropped and everything else is kept', async () => {
    const one = record();
    const more = { ...one, admin: true, context: { ...one.context, canvasHash: 'abc' } };
    expect(await collector.send([more])).toEqual(['accepted']);
    expect((await collector.bodies()).find(({ id }) => id === one.id)).toEqual(one);
  });

  it('keys that reach for a prototype neither survive nor pollute', async () => {
    const one = record();
    const text = JSON.stringify(batch([one])).replace(
      '"v":1,"kind"',
      '"v":1,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"data":{"__proto__":"x","plan":"pro"},"kind"',
    );
    expect(text).toContain('__proto__');
    expect((await collector.post(text)).status).toBe(200);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const stored = (await collector.bodies()).find(({ id }) => id === one.id);
    expect(stored).toEqual({ ...one, data: { plan: 'pro' } });
    const [row] = await store.database.query<{ body: string }>('SELECT body FROM earshot_submissions WHERE id = $1', [
      one.id,
    ]);
    expect(row!.body).not.toContain('polluted');
    expect(row!.body).not.toContain('__proto__');
  });

  it('NUL and lone surrogates are stored as U+FFFD instead of breaking the group', async () => {
    const one = record({ answers: [words('a\u0000b\ud800c')] });
    const neighbour = record();
    expect(await collector.send([one, neighbour])).toEqual(['accepted', 'accepted']);
    expect((await collector.bodies()).find(({ id }) => id === one.id)?.answers[0]?.value).toBe('a\ufffdb\ufffdc');
  });
});

describe('a version that this collector does not know', () => {
  it('of the batch is answered retry for each record, so that nothing is thrown away', async () => {
    const [a, b] = [record(), record()];
    const response = await collector.post(batch([a, b], { v: 2 }));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      results: [a, b].map(({ id }) => ({ id, status: 'retry', code: 'unknown_version' })),
    });
  });

  it('of one record is answered retry for that one alone', async () => {
    expect(await collector.send([record(), { ...record(), v: 9 }])).toEqual(['accepted', 'retry unknown_version']);
  });
});

describe('who may send', () => {
  const from = (origin: string | undefined, project = 'shop') =>
    collector.post(batch([record()], { project }), { Origin: origin });

  it('another origin is answered 403 with the origin and the remedy, and nothing is stored', async () => {
    const one = record();
    const response = await collector.post(batch([one]), { Origin: 'https://evil.example' });
    expect(response.status).toBe(403);
    const { code, message } = await errorOf(response);
    expect(code).toBe('origin_not_allowed');
    expect(message).toContain('https://evil.example');
    expect(await known(one.id)).toBe(false);
  });

  it.each(['https://shop.example.evil.example', 'http://shop.example', 'https://shop.example:8443', 'null'])(
    '%s is not the allowed origin',
    async (origin) => {
      expect((await from(origin)).status).toBe(403);
    },
  );

  it('the opaque origin "null" is allowed only where it is listed, not by "*"', async () => {
    expect((await from('null', 'other')).status).toBe(403);
    const webview = testCollector(store, { projects: { shop: { origins: ['null'] } } });
    expect((await webview.post(batch([record()]), { Origin: 'null' })).status).toBe(200);
    expect((await webview.post(batch([record()]), { Origin: SHOP })).status).toBe(403);
  });

  it('a project may refuse requests without an Origin', async () => {
    const strict = testCollector(store, { projects: { shop: { origins: [SHOP], withoutOrigin: false } } });
    const response = await strict.post(batch([record()]), { Origin: undefined });
    expect(response.status).toBe(403);
    expect((await errorOf(response)).message).toContain('withoutOrigin');
  });

  it('projects are apart: the same id may stand in each', async () => {
    const one = record();
    expect(await collector.send([one])).toEqual(['accepted']);
    expect(await collector.send([one], 'other')).toEqual(['accepted']);
    expect((await collector.bodies('other')).map(({ id }) => id)).toContain(one.id);
  });
});

describe('the admin API', () => {
  it('tells nothing without the token', async () => {
    for (const authorization of ['', 'Bearer wrong', 'Basic YTph']) {
      const response = await collector.app.request('/v1/admin/submissions?project=shop', {
        headers: { Authorization: authorization },
      });
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain('answers');
    }
  });

  it('pages through all records by id', async () => {
    const fresh = testCollector(store, { projects: { paged: { origins: [SHOP] } } });
    const ids = Array.from({ length: 7 }, newId);
    await fresh.post(
      batch(
        ids.map((id) => record({ id })),
        { project: 'paged' },
      ),
    );
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const response: Response = await fresh.app.request(`/v1/admin/submissions?project=paged&limit=3&after=${after}`, {
        headers: { Authorization: 'Bearer a-token-of-the-tests' },
      });
      const page = (await response.json()) as { submissions: { record: { id: string } }[]; next: string | null };
      seen.push(...page.submissions.map((row) => row.record.id));
      after = page.next;
    }
    expect(seen).toEqual([...ids].sort());
  });
});

describe('when the database does not answer', () => {
  it('the batch is answered 503 with Retry-After, nothing is acked, and the log holds no words', async () => {
    const broken = {
      ...store,
      insert: () => Promise.reject(Object.assign(new Error('secret words'), { code: '57P01' })),
    };
    const collector = testCollector(broken);
    const response = await collector.post(batch([record()]));
    expect(response.status).toBe(503);
    expect(response.headers.get('Retry-After')).toBe('5');
    expect((await errorOf(response)).code).toBe('unavailable');
    expect(collector.logged.join()).toContain('57P01');
    expect(collector.logged.join()).not.toContain('secret');
  });

  it('what waits for it is bounded: more is answered 503 with Retry-After at once, and taken again afterwards', async () => {
    let release = () => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    const slow = {
      ...store,
      insert: async () => {
        asked++;
        await hanging;
        return 'accepted' as const;
      },
    };
    const body = JSON.stringify(batch([record()]));
    const limits = { maxWaitingBytes: 3 * body.length };
    const collector = testCollector(slow, { limits });
    const first = [1, 2, 3].map(() => collector.post(body));
    await expect.poll(() => asked).toBe(3);
    const refused = await collector.post(body);
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '5']);
    expect((await errorOf(refused)).code).toBe('unavailable');
    expect(asked).toBe(3);
    release();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await collector.post(body)).status).toBe(200);
    // One batch alone is always taken, however small the bound.
    expect((await testCollector(store, { limits: { maxWaitingBytes: 1 } }).post(body)).status).toBe(200);
  });

  it('a record that the database refuses is asked for again, and the log names the SQLSTATE and nothing of it', async () => {
    const refusing = testCollector({ ...store, insert: async () => ({ unstorable: '22P05' }) });
    expect(await refusing.send([record({ answers: [words('secret')] })])).toEqual(['retry not_stored']);
    expect(refusing.logged).toEqual(['submissions: the database refuses a record of project "shop": SQLSTATE 22P05']);
  });
});
