import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { openApi } from '../../src/openapi/document';
import { createAnswerCheck } from '../fuzz/answers';
import { type TestCollector, testCollector, testStore } from '../support/collector';
import { command } from '../support/transfer';

let store: Store;
let collector: TestCollector;
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store);
});
afterAll(() => store.close());

const document = openApi();

describe('the description of the API', () => {
  it('is OpenAPI 3.1, by the schema of OpenAPI itself', async () => {
    const validated = await new Validator().validate(structuredClone(document));
    expect(validated).toEqual({ valid: true });
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('has every route of the app, and no other', () => {
    const routes = collector.app.routes
      .filter(
        ({ method, path }) =>
          !path.startsWith('/report') && !['ALL', 'OPTIONS'].includes(method) && !path.includes('*'),
      )
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1')}`);
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(routes)].sort()).toEqual([...described].sort());
  });

  it('names each operation once, and gives examples that fit their schemas', () => {
    const { misfit } = createAnswerCheck(document);
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    let examples = 0;
    for (const { operationId, requestBody, responses } of operations)
      for (const content of [requestBody?.content, ...Object.values(responses).map((answer) => answer.content)])
        for (const [type, { schema, example }] of Object.entries(content ?? {})) {
          if (example === undefined) continue;
          examples++;
          const inner = schema['contentSchema'] as typeof schema | undefined;
          const value = inner ? JSON.parse(String(example)) : example;
          expect(misfit(inner ?? schema, value), `${operationId} ${type}`).toBeUndefined();
        }
    expect(examples).toBeGreaterThan(10);
  });

  it('lets a route say of 503 what it means there', () => {
    const { check, fits } = createAnswerCheck(document);
    const health = document.paths['/v1/health']!['get']!;
    const answered = (body: object) => ({
      status: 503,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(body)),
    });
    expect(check(health, answered({ ok: false, ingestLog: false, database: true }))).toBeUndefined();
    expect(check(health, answered({ error: { code: 'unavailable', message: 'Again.' } }))).toBeUndefined();
    expect(check(health, answered({ ok: 'no' }))).toBeDefined();
    // A delivery of a figure is of no submission.
    const at = '2026-11-22T10:00:00.000Z';
    expect(
      fits('Delivery', {
        id: 'a',
        webhook: 'team',
        event: 'figure.changed',
        record: null,
        state: 'dead',
        happenedAt: at,
        attempts: 1,
        attemptedAt: at,
        status: 500,
        code: null,
        dueAt: at,
      }),
    ).toBeUndefined();
  });

  it('is served to any page, from a cache where there is one', async () => {
    const first = await collector.app.request('/v1/openapi.json');
    expect(first.status).toBe(200);
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=3600');
    expect(await first.json()).toEqual(JSON.parse(JSON.stringify(document)));
    const again = await collector.app.request('/v1/openapi.json', {
      headers: { 'If-None-Match': first.headers.get('ETag')! },
    });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('is printed by a command that needs no database', async () => {
    const { code, out } = await command(['openapi'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(document)));
  });
});
