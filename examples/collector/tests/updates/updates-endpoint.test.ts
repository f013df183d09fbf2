import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CollectorOptions, Store } from '../../src/app';
import { SHOP, testCollector, testStore } from '../support/collector';
import { batch, record } from '../support/records';
import { english, fields, publishedIn, teamMember } from '../support/updates';

let store: Store;
let projects = 0;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const newProject = async (more: Partial<CollectorOptions> = {}) => {
  const name = `updates-${++projects}`;
  let nowMs = Date.parse('2026-11-22T12:00:00.000Z');
  const clock = () => (nowMs += 1_000);
  const collector = testCollector(store, { projects: { [name]: { origins: [SHOP] } }, clock, ...more });
  const team = await teamMember(collector, name);
  const publish = async (form = fields(english())) => {
    const id = await team.draft(form);
    await team.post(`/updates/${id}/publish`);
    return id;
  };
  const get = async (more = '', headers: Record<string, string> = {}) =>
    collector.app.request(`/v1/updates?project=${name}${more}`, { headers });
  return { name, collector, team, publish, get };
};

const LANGUAGES = [
  { locale: 'ko', title: '결제가 짧아졌어요', text: '두 단계를 없앴습니다.' },
  { locale: 'en', title: 'Checkout is shorter', text: 'Two steps are gone.' },
  { locale: 'pt-BR', title: 'Mais curto', text: 'Dois passos a menos.' },
  { locale: 'zh-Hant', title: '結帳更短', text: '少了兩步。' },
];

describe('GET /v1/updates', () => {
  it('gives what is published, newest first, and nothing else', async () => {
    const { name, collector, team, publish } = await newProject();
    const first = await publish(fields(english('First'), { url: 'https://shop.example/new' }));
    const draft = await team.draft(fields(english('A draft')));
    const gone = await publish(fields(english('Withdrawn')));
    const last = await publish(fields(english('Last')));
    await team.post(`/updates/${gone}/withdraw`);
    const updates = await publishedIn(collector, `project=${name}`);
    expect(updates.map(({ id }) => id)).toEqual([last, first]);
    const { at, ...said } = updates[1]!;
    expect(said).toEqual({
      id: first,
      title: 'First',
      text: 'Two steps are gone.',
      url: 'https://shop.example/new',
      locale: 'en',
    });
    expect(at).toMatch(/^2026-11-22T12:\d\d:\d\d\.000Z$/);
    expect(JSON.stringify(updates)).not.toContain(draft);
  });

  it('is in the language that is asked for, else in the first one', async () => {
    const { name, collector, publish } = await newProject();
    await publish(fields(LANGUAGES));
    await publish(fields(LANGUAGES.slice(0, 1)));
    const read = async (locale: string) => (await publishedIn(collector, `project=${name}&locale=${locale}`))[1]!;
    for (const [asked, given] of [
      ['ko-KR', 'ko'],
      ['en-GB', 'en'],
      ['pt', 'pt-BR'],
      ['zh-TW', 'zh-Hant'],
      ['fr', 'ko'],
      ['', 'ko'],
      ['%00', 'ko'],
    ] as const) {
      const { locale, title, text } = await read(asked);
      expect({ locale, title, text }).toEqual(LANGUAGES.find((one) => one.locale === given));
    }
    const both = await publishedIn(collector, `project=${name}&locale=en`);
    expect(both.map(({ locale }) => locale)).toEqual(['ko', 'en']);
  });

  it('has at most 20, and as few as are asked for', async () => {
    const { name, collector, publish } = await newProject();
    for (let at = 0; at < 22; at++) await publish();
    const counts: number[] = [];
    for (const limit of ['', '3', '1', '0', '-4', '2.9', '1e9', 'Infinity', 'many'])
      counts.push((await publishedIn(collector, `project=${name}&limit=${limit}`)).length);
    expect(counts).toEqual([20, 3, 1, 20, 20, 2, 20, 20, 20]);
  });

  it('can be kept by any cache, and is answered 304 until something changes', async () => {
    const { team, publish, get } = await newProject();
    const id = await publish();
    const first = await get();
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=300');
    expect(first.headers.get('Set-Cookie')).toBeNull();
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(first.headers.get('Content-Type')).toContain('application/json');
    const tag = first.headers.get('ETag')!;
    expect(tag).toMatch(/^"[A-Za-z0-9_-]{20,}"$/);
    for (const asked of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await get('', { 'If-None-Match': asked });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
      expect(again.headers.get('ETag')).toBe(tag);
      expect(again.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(again.headers.get('Cache-Control')).toBe('public, max-age=300');
    }
    await team.post(`/updates/${id}`, fields(english('Checkout is much shorter')));
    const changed = await get('', { 'If-None-Match': tag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('ETag')).not.toBe(tag);
  });

  it('is public: a page of any origin reads it', async () => {
    const { publish, get } = await newProject();
    await publish();
    expect((await get('', { Origin: 'https://elsewhere.example' })).status).toBe(200);
  });

  it('hands out no link that is no web address, whoever wrote the row', async () => {
    const { name, collector, publish } = await newProject();
    await publish();
    await store.database.query(`UPDATE earshot_updates SET url = 'javascript:alert(1)' WHERE project = $1`, [name]);
    expect(await publishedIn(collector, `project=${name}`)).toHaveLength(1);
    expect((await publishedIn(collector, `project=${name}`))[0]).not.toHaveProperty('url');
  });

  it('says why it refuses, readably across origins', async () => {
    const { name, collector, get } = await newProject({ limits: { perIpPerMinute: 4 } });
    const answers = [
      await collector.app.request('/v1/updates'),
      await collector.app.request('/v1/updates?project=nobody'),
      await collector.app.request('/v1/updates?project=toString'),
      await collector.app.request('/v1/updates', { method: 'DELETE' }),
      await get(),
      await get(),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 404, 404, 405, 200, 429]);
    for (const answer of answers) expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(JSON.parse(await answers[0]!.text()).error).toMatchObject({ code: 'invalid_request', path: 'project' });
    expect(JSON.parse(await answers[3]!.text()).error.code).toBe('method_not_allowed');
    expect(Number(answers[5]!.headers.get('Retry-After'))).toBeGreaterThan(0);
    // Whoever asks too often may still send words.
    expect((await collector.post(batch([record()], { project: name }))).status).toBe(200);
  });

  it('a script of a page that names what it has, is let through by its browser', async () => {
    const { collector } = await newProject();
    const answer = await collector.app.request('/v1/updates', { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Access-Control-Allow-Headers')).toContain('If-None-Match');
    expect(answer.headers.get('Access-Control-Allow-Methods')).toBe('GET');
  });

  it('a database that is away is answered 503', async () => {
    const away = async () => Promise.reject(Object.assign(new Error('gone'), { code: '57P01' }));
    const broken = { ...store, database: { ...store.database, query: away } };
    const collector = testCollector(broken);
    const answer = await collector.app.request('/v1/updates?project=shop');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(collector.logged).toEqual(['updates: the database failed: 57P01']);
  });

  it('whatever is asked, it is no failure of this side', async () => {
    const { name, collector, publish } = await newProject({ limits: { perIpPerMinute: 0 } });
    await publish(fields(LANGUAGES));
    const odd = fc.oneof(
      fc.string({ unit: 'binary' }).map(encodeURIComponent),
      fc.constantFrom(name, '', '%00', '%FF', '__proto__', 'constructor', 'ko', 'zh-Hant-TW', '1e309', '-1', '%'),
    );
    const key = fc.constantFrom('project', 'locale', 'limit', 'v', '__proto__');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(key, odd), { maxLength: 5 }), fc.boolean(), async (pairs, known) => {
        const query = [...(known ? [`project=${name}`] : []), ...pairs.map(([key, value]) => `${key}=${value}`)];
        const answer = await collector.app.request(`/v1/updates?${query.join('&')}`);
        expect([200, 400, 404]).toContain(answer.status);
        if (known) expect(answer.status).toBe(200);
        JSON.parse(await answer.text());
      }),
      { numRuns: 150 },
    );
    expect(collector.logged).toEqual([]);
  });
});
