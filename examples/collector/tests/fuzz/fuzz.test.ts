import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../../src/openapi/document';
import { testStore } from '../support/collector';
import { createAnswerCheck } from './answers';
import { type Operation, operationsOf, rightRequests, wrongRequests } from './api-requests';
import { type Answered, type Asked, shown } from './ask';
import { MARK } from './hostile';
import { harvest, type Names, type Page, pageRequests, pagesOf } from './page-requests';
import { openWorld, type Whoever, whoever } from './world';

/** `npm run fuzz -- --minutes 5 --seed 7` sets both. A failure prints its seed and what was asked. */
const MINUTES = Number(process.env['FUZZ_MINUTES'] ?? 0);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_128);

const document = openApi();
const { schemas } = document.components;
const operations = operationsOf(document);
const { check, checkRefusal } = createAnswerCheck(document);
let earshot: Awaited<ReturnType<typeof openWorld>>;
const unhandled: unknown[] = [];
const hear = (error: unknown) => unhandled.push(error);
const acked = new Set<string>();
const counts = { right: 0, wrong: 0, pages: 0 };

beforeAll(async () => {
  process.on('unhandledRejection', hear);
  earshot = await openWorld(await testStore());
});
afterAll(async () => {
  process.off('unhandledRejection', hear);
  console.log(`fuzz: seed ${SEED}: ${JSON.stringify(counts)}, ${acked.size} records acked`);
  await earshot?.close();
});

/** Runs a property so many times, or again and again for the share of the minutes that is its own. What failed is shown as it was asked: making it smaller would ask for hours. */
const runs = async (property: fc.IAsyncProperty<[Asked]>, numRuns: number, shareOfTime: number) => {
  const endMs = Date.now() + MINUTES * 60_000 * shareOfTime;
  for (let round = 0; ; round++) {
    await fc.assert(property, { seed: SEED + round, numRuns, endOnFailure: true });
    if (Date.now() >= endMs) return;
  }
};

const acks = (sent: Asked, { status, body }: Answered) => {
  if (status !== 200 || sent.method !== 'POST' || sent.path.split('?')[0] !== '/v1/submissions') return;
  const { results } = JSON.parse(body.toString()) as { results: { id: string; status: string }[] };
  // Of a record; an attachment's id is no UUID.
  for (const { id, status: became } of results)
    if (['accepted', 'duplicate'].includes(became) && id.length === 36) acked.add(id);
};

const sound = (sent: Asked, answered: Answered) => {
  const { status, body } = answered;
  expect(
    status,
    `${shown(sent)} → ${status} ${body.toString().slice(0, 300)}\n${earshot.collector.logged.slice(-3).join('\n')}`,
  ).toBeLessThan(500);
  acks(sent, answered);
};

/** What HTTP itself refuses, before the app is asked: a head that is too large, a Host that is none. */
const byHttp = ({ status, body }: Answered) => [400, 431].includes(status) && !body.length;

const fitting = (why: string | undefined, sent: Asked, { status, body }: Answered) =>
  expect(why, `${shown(sent)} → ${status} ${body.toString().slice(0, 500)}`).toBeUndefined();

/** The operation that a path and method are answered by; undefined for what is none. */
const operationOf = ({ method, path }: Asked): Operation | undefined => {
  // As the server reads it: without dots that lead elsewhere.
  const bare = new URL(path, 'http://collector.example').pathname;
  return operations
    .filter((one) => one.method === (method === 'HEAD' ? 'GET' : method))
    .sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))
    .find((one) => new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare));
};

describe('every route of the API, from its own schema', () => {
  it.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s takes what the description calls right, and answers as described',
    async (_name, operation) => {
      const requests = rightRequests(operation, schemas, earshot.world);
      const property = fc.asyncProperty(requests, async (sent) => {
        counts.right++;
        const answered = await earshot.ask(sent);
        sound(sent, answered);
        fitting(check(operation.described, answered), sent, answered);
        expect([200, 404], shown(sent)).toContain(answered.status);
      });
      await runs(property, 8, 0.2 / operations.length);
    },
  );

  it.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s never fails on what is wrong, and says so in JSON',
    async (_name, operation) => {
      const requests = wrongRequests(operation, schemas, earshot.world);
      const property = fc.asyncProperty(requests, async (sent) => {
        counts.wrong++;
        const answered = await earshot.ask(sent);
        sound(sent, answered);
        if (sent.method === 'HEAD' || sent.method === 'OPTIONS' || byHttp(answered)) return;
        const type = String(answered.headers['content-type']);
        // A path may have become one of a page, or of nothing.
        if (sent.path.startsWith('/report') || !sent.path.startsWith('/')) return;
        const met = operationOf(sent);
        if (met) fitting(check(met.described, answered), sent, answered);
        else {
          expect([400, 401, 404, 405, 415, 429], shown(sent)).toContain(answered.status);
          expect(type, shown(sent)).toMatch(/^application\/json/);
          fitting(checkRefusal(answered), sent, answered);
        }
        // The names of a project and an origin are the host's own, and say which one is missing.
        if (answered.status >= 400 && !/"(unknown_project|origin_not_allowed)"/.test(answered.body.toString()))
          expect(answered.body.toString(), shown(sent)).not.toContain(MARK);
      });
      await runs(property, 25, 0.4 / operations.length);
    },
  );

  it('what was acked is stored, or was erased by who asked for it', async () => {
    expect(acked.size).toBeGreaterThan(10);
    const { store } = earshot.collector;
    const known = new Set<string>();
    for (const project of ['shop', 'other']) for (const id of await store.known(project, [...acked])) known.add(id);
    expect([...acked].filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('every page and form of the report', () => {
  const names: Names = new Map();
  let pages: Page[] = [];

  beforeAll(async () => {
    pages = pagesOf(earshot.collector.app.routes);
    // Those that were there may have been erased by who asked for it.
    await earshot.refill();
    const Cookie = await earshot.cookieOf('admin');
    for (const { method, path } of pages) {
      if (method !== 'GET') continue;
      const filled = path.replace(/:(\w+)/g, (_whole, name: string) => earshot.places[name]![0]!);
      const { body } = await earshot.ask({ method, path: filled, headers: { Cookie } });
      harvest(names, body.toString());
    }
    expect([...names.keys()]).toEqual(expect.arrayContaining(['q', 'status', 'owner', 'text', 'id', 'role']));
  });

  it.each(whoever)('never fails for: %s', async (who: Whoever) => {
    for (const page of pages) {
      const property = fc.asyncProperty(pageRequests(page, names, earshot.places), async (sent) => {
        counts.pages++;
        const Cookie = await earshot.cookieOf(who);
        const answered = await earshot.ask({ ...sent, headers: { Cookie, ...sent.headers } });
        sound(sent, answered);
        if (byHttp(answered)) return;
        if (sent.method === 'POST' && /sign-out|account|people/.test(sent.path)) earshot.forget();
        const type = String(answered.headers['content-type'] ?? '');
        if (answered.body.length) expect(type, shown(sent)).not.toContain('json');
        if (answered.status >= 400) expect(type, shown(sent)).toMatch(/^text\/html/);
        if (/^text\/html/.test(type))
          expect(answered.headers['content-security-policy'], shown(sent)).toContain("default-src 'none'");
      });
      await runs(property, 4, 0.4 / pages.length / whoever.length);
    }
  });
});

describe('and nothing of it', () => {
  it('is left unhandled, nor stands in the log', () => {
    expect(unhandled).toEqual([]);
    expect(earshot.collector.logged.filter((line) => line.includes(MARK))).toEqual([]);
  });
});
