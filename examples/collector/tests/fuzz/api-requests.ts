import fc from 'fast-check';
import type { openApi } from '../../src/openapi/document';
import type { Schema } from '../../src/openapi/schema';
import { anyText } from '../support/texts';
import { type Asked, headerText, pathText } from './ask';
import { hostile, json, spoilt, TEXTS, texts } from './hostile';
import { type Schemas, valuesOf } from './values';

type Document = ReturnType<typeof openApi>;

export interface Operation {
  method: string;
  path: string;
  described: Document['paths'][string][string];
}

export const operationsOf = ({ paths }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ method: method.toUpperCase(), path, described })),
  );

/** What there is in the database that is asked. */
export interface World {
  project: string;
  records: string[];
  attachment: string;
  webhook: string;
  origin: string;
  tokens: { admin: string; metrics: string };
}

/** Each comes from an address of its own: what is asked here is not how often one may ask. */
const addresses = fc.nat(2 ** 32 - 1).map((n) => [24, 16, 8, 0].map((by) => (n >>> by) & 255).join('.'));

const BOUNDARY = 'earshot-fuzz';
const fieldOf = (name: string, value: string, more = '') =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const formOf = (fields: [name: string, value: string][]): Buffer =>
  Buffer.from(
    `${fields.map(([name, value]) => fieldOf(name, value, name === 'file' ? '; filename="a.png"' : '')).join('')}--${BOUNDARY}--\r\n`,
    'utf8',
  );

interface Body {
  type: string;
  bytes: Buffer;
}

/** Bodies of one content type, right or wrong. */
const bodiesOf = (type: string, schema: Schema, schemas: Schemas, world: World, wrong: boolean): fc.Arbitrary<Body> => {
  const right = valuesOf(schema, schemas).map((value) =>
    typeof value === 'object' && value !== null && 'project' in value ? { ...value, project: world.project } : value,
  );
  const values = wrong ? spoilt(right) : right;
  if (type === 'multipart/form-data') {
    const known = fc.record({ record: fc.constantFrom(...world.records), attachment: fc.constant(world.attachment) });
    return fc.tuple(right, known, values).map(([whole, some, spoiltOne]) => {
      const fields =
        wrong && typeof spoiltOne === 'object' && spoiltOne !== null ? spoiltOne : { ...(whole as object), ...some };
      return {
        type: `${type}; boundary=${BOUNDARY}`,
        bytes: formOf(
          Object.entries(fields).map(([name, value]) => [
            headerText(name),
            typeof value === 'string' ? value : json(value),
          ]),
        ),
      };
    });
  }
  if (type === 'application/x-ndjson' || type === 'text/csv') return linesOf(type, schemas, wrong);
  if (type === 'text/plain')
    return (
      schema['contentSchema']
        ? bodiesOf('application/json', schema['contentSchema'] as Schema, schemas, world, wrong)
        : fc.constant({ type, bytes: Buffer.alloc(0) })
    ).map(({ bytes }) => ({ type: 'text/plain;charset=UTF-8', bytes }));
  return values.map((value) => ({ type, bytes: Buffer.from(json(value)) }));
};

/** What an import may be given: lines that mean something, and lines that do not. */
const linesOf = (type: string, schemas: Schemas, wrong: boolean): fc.Arbitrary<Body> => {
  const foreign = fc.record(
    {
      text: anyText(50, 1).map((text) => `x${text}`),
      rating: fc.integer({ min: 1, max: 5 }),
      at: fc.constantFrom('2026-01-31T12:00:00Z', '2025-06-01'),
      userKey: fc.constantFrom('u-1', 'u-2'),
    },
    { requiredKeys: ['text', 'at'] },
  );
  const told = fc.record({
    userKey: fc.constantFrom('u-1', 'u-2'),
    data: fc.dictionary(fc.constantFrom('plan', 'seats'), fc.integer()),
  });
  const lines = fc.oneof(
    foreign,
    told,
    valuesOf(schemas['Record']!, schemas),
    valuesOf(schemas['ExportLine']!, schemas),
  );
  const bytes =
    type === 'text/csv'
      ? fc
          .array(fc.array(wrong ? texts : fc.constantFrom('x', '1', '2026-01-31'), { maxLength: 5 }), { maxLength: 4 })
          .map((rows) =>
            ['text,at,rating', ...rows.map((cells) => cells.map((cell) => (wrong ? cell : `"${cell}"`)).join())].join(
              '\n',
            ),
          )
      : fc
          .array(wrong ? fc.oneof(spoilt(lines), hostile) : lines, { maxLength: 4 })
          .map((all) => all.map(json).join('\n'));
  return bytes.map((text) => ({ type, bytes: Buffer.from(text) }));
};

const queryText = (pairs: [name: string, value: string][]): string =>
  pairs.length
    ? `?${pairs.map(([name, value]) => [name, value].map((one) => encodeURIComponent(one.replace(/\p{Cs}/gu, '\ufffd'))).join('=')).join('&')}`
    : '';

interface Parts {
  path: string;
  query: [name: string, value: string][];
  headers: { [name: string]: string | string[] };
  body?: Body | undefined;
}

/** Requests that the description calls right, with the token that they need. */
export const rightRequests = (
  { method, path, described }: Operation,
  schemas: Schemas,
  world: World,
): fc.Arbitrary<Asked> => rightParts({ method, path, described }, schemas, world).map((parts) => asked(method, parts));

const rightParts = ({ path, described }: Operation, schemas: Schemas, world: World): fc.Arbitrary<Parts> => {
  const parameters = described.parameters ?? [];
  const known: { [name: string]: fc.Arbitrary<string> } = {
    id: path.includes('deliveries') ? fc.constant(`msg_${'0'.repeat(32)}`) : fc.constantFrom(...world.records),
    attachment: fc.constant(world.attachment),
    name: fc.constant(world.webhook),
    project: fc.constant(world.project),
  };
  const given = ({ name, schema }: { name: string; schema: Schema }) =>
    known[name] ?? valuesOf(schema, schemas).map(String);
  const inPath = fc.record(
    Object.fromEntries(parameters.filter((one) => one.in === 'path').map((one) => [one.name, given(one)])),
  );
  const inQuery = parameters.filter((one) => one.in === 'query');
  const queries = fc.record(Object.fromEntries(inQuery.map((one) => [one.name, given(one)])), {
    requiredKeys: inQuery.filter(({ required }) => required).map(({ name }) => name),
  });
  const contents = Object.entries(described.requestBody?.content ?? {});
  const bodies: fc.Arbitrary<Body | undefined> = contents.length
    ? fc.oneof(...contents.map(([type, { schema }]) => bodiesOf(type, schema, schemas, world, false)))
    : fc.constant(undefined);
  const token = described.security.length ? world.tokens.admin : undefined;
  return fc.tuple(inPath, queries, bodies, addresses).map(([names, query, body, address]) => ({
    path: path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      encodeURIComponent((names as { [name: string]: string })[name]!),
    ),
    query: Object.entries(query as { [name: string]: string }),
    headers: {
      Origin: world.origin,
      'X-Forwarded-For': address,
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body,
  }));
};

const asked = (method: string, { path, query, headers, body }: Parts): Asked => ({
  method,
  path: pathText(`${path}${queryText(query)}`),
  headers: {
    ...(body && { 'Content-Type': headerText(body.type), 'Content-Length': String(body.bytes.length) }),
    ...headers,
  },
  body: body?.bytes,
});

const SEGMENTS = [
  '%00',
  '%2F',
  '%',
  '%zz',
  '%c0%ae',
  '..%2f',
  '%2e%2e',
  '__proto__',
  '%EF%BF%BD',
  '.',
  'x'.repeat(3_000),
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'];
const TYPES = [
  '',
  'text/plain',
  'application/json; charset=utf-16',
  'text/html',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary="a\\"b"',
  `multipart/form-data; boundary=${'b'.repeat(300)}`,
  'application/x-www-form-urlencoded',
  ';;;',
  'text/csv; header=present',
  'é/\xff',
];
const HEADERS = [
  'Origin',
  'Authorization',
  'If-None-Match',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'Cookie',
  'Accept',
  'Content-Encoding',
  'Range',
  'Sec-Fetch-Site',
  'X-HTTP-Method-Override',
  'Host',
];

type Way = (parts: Parts & { method: string }) => Parts & { method: string };

/** What is done to a right request to make it a wrong one. */
const wrongs = (operation: Operation, schemas: Schemas, world: World): fc.Arbitrary<Way> => {
  const contents = Object.entries(
    operation.described.requestBody?.content ?? { 'application/json': { schema: { type: 'object' } } },
  );
  const bodies = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.oneof(...contents.map(([type, { schema }]) => bodiesOf(type, schema, schemas, world, true))),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...contents.map(([type]) => type), ...TYPES), hostile)
        .map(([type, value]) => ({ type, bytes: Buffer.from(json(value)) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...contents.map(([type]) => type), ...TYPES), fc.uint8Array({ maxLength: 200 }))
        .map(([type, bytes]) => ({ type, bytes: Buffer.from(bytes) })),
    },
  );
  return fc.oneof(
    {
      weight: 5,
      arbitrary: bodies.map(
        (body) =>
          (parts: Parameters<Way>[0]): ReturnType<Way> => ({ ...parts, body }),
      ),
    },
    // Cut short, as a connection that broke leaves it.
    {
      weight: 1,
      arbitrary: fc.double({ min: 0, max: 1, noNaN: true }).map(
        (share) =>
          (parts: Parameters<Way>[0]): ReturnType<Way> => ({
            ...parts,
            body: parts.body && {
              ...parts.body,
              bytes: parts.body.bytes.subarray(0, Math.floor(parts.body.bytes.length * share)),
            },
          }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            ...(operation.described.parameters ?? []).map(({ name }) => name),
            'project',
            'x',
            '__proto__',
          ),
          texts,
        )
        .map(
          ([name, value]) =>
            (parts: Parameters<Way>[0]): ReturnType<Way> => ({
              ...parts,
              query: [...parts.query.filter(([known]) => known !== name), [name, value]],
            }),
        ),
    },
    {
      weight: 1,
      arbitrary: texts.map(
        (value) =>
          (parts: Parameters<Way>[0]): ReturnType<Way> => ({
            ...parts,
            query: [...parts.query, ...parts.query, ...parts.query.map(([name]): [string, string] => [name, value])],
          }),
      ),
    },
    { weight: 1, arbitrary: fc.constant((parts: Parameters<Way>[0]): ReturnType<Way> => ({ ...parts, query: [] })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.nat(10),
          fc.oneof(
            fc.constantFrom(...SEGMENTS),
            fc.constantFrom(...TEXTS).map((text) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))),
          ),
        )
        .map(([place, by]) => (parts: Parameters<Way>[0]): ReturnType<Way> => {
          const segments = parts.path.split('/');
          const at = 1 + (place % (segments.length - 1));
          return { ...parts, path: segments.map((one, index) => (index === at ? by : one)).join('/') };
        }),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...METHODS).map(
        (method) =>
          (parts: Parameters<Way>[0]): ReturnType<Way> => ({ ...parts, method }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...TYPES).map(
        (type) =>
          (parts: Parameters<Way>[0]): ReturnType<Way> => ({
            ...parts,
            body: { type, bytes: parts.body?.bytes ?? Buffer.alloc(0) },
          }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom(...HEADERS), texts).map(
        ([name, value]) =>
          (parts: Parameters<Way>[0]): ReturnType<Way> => ({
            ...parts,
            headers: { ...parts.headers, [name]: headerText(value) },
          }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(undefined, world.tokens.metrics, 'wrong', 'é')
        .map((token) => (parts: Parameters<Way>[0]): ReturnType<Way> => {
          const { Authorization: _none, ...headers } = parts.headers;
          return { ...parts, headers: { ...headers, ...(token && { Authorization: `Bearer ${token}` }) } };
        }),
    },
  );
};

/** Requests that are wrong in one to three ways. */
export const wrongRequests = (operation: Operation, schemas: Schemas, world: World): fc.Arbitrary<Asked> =>
  fc
    .tuple(
      rightParts(operation, schemas, world),
      fc.array(wrongs(operation, schemas, world), { minLength: 1, maxLength: 3 }),
    )
    .map(([parts, ways]) => {
      const { method, ...so } = ways.reduce((to, way) => way(to), { ...parts, method: operation.method });
      return asked(method, so);
    });
