import type { Answer, Described, For, Parameter } from './described';
import { refusal, refusalForNow, refusalSchemas } from './refusals';
import { described } from './routes';
import type { Schema } from './schema';

const ABOUT = `What a collector of Earshot is asked, and what it answers. Generated from the code that answers.

Whatever is refused is JSON with \`error.code\` and \`error.message\`. A path that is not here is answered 404, another method
404 or 405. Fields that are not known are dropped. Answers may get new fields and new codes; nothing that is here goes away
within \`/v1\`.`;

const TOKENS: { [who in Exclude<For, 'anybody'>]: string } = {
  admin: 'The admin token: ADMIN_TOKEN, or the one that the first start printed. It opens everything.',
  metrics: 'METRICS_TOKEN, which opens `/metrics` and nothing else. The admin token opens it as well.',
};

const ALWAYS: { [status: number]: Answer } = {
  503: refusalForNow(
    'The database does not answer, or something failed here. Nothing was acknowledged; send it again.',
  ),
};
const WITH_TOKEN: { [status: number]: Answer } = {
  401: {
    ...refusal('The token is missing or wrong.'),
    headers: { 'WWW-Authenticate': { what: 'How to send one.', schema: { type: 'string', const: 'Bearer' } } },
  },
  429: refusalForNow('Too many wrong tokens came from this address.'),
};

const parametersOf = (where: 'path' | 'query' | 'header', parameters: { [name: string]: Parameter } = {}) =>
  Object.entries(parameters).map(([name, { what, schema, required }]) => ({
    name,
    in: where,
    description: what,
    required: where === 'path' || required === true,
    schema,
  }));

const answerOf = ({ what, content, headers }: Answer) => ({
  description: what,
  ...(headers && {
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, { what: meant, schema }]) => [name, { description: meant, schema }]),
    ),
  }),
  ...(content && { content }),
});

const operationOf = (route: Described) => {
  const { path, id, summary, more, body } = route;
  const parameters = [
    ...parametersOf('path', route.pathParameters),
    ...parametersOf('query', route.query),
    ...parametersOf('header', route.headers),
  ];
  const answers = { ...ALWAYS, ...(route.for !== 'anybody' && WITH_TOKEN), ...route.answers };
  return {
    operationId: id,
    summary,
    ...(more && { description: more }),
    tags: [
      path.startsWith('/v1/admin') ? 'For your own programs' : route.for === 'metrics' ? 'Operation' : 'For pages',
    ],
    security:
      route.for === 'anybody' ? [] : [...(route.for === 'metrics' ? [{ metricsToken: [] }] : []), { adminToken: [] }],
    ...(parameters.length && { parameters }),
    ...(body && {
      requestBody: { description: body.what, required: body.required ?? true, content: body.content },
    }),
    responses: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)])),
  };
};

const schemasOf = (routes: Described[]): { [name: string]: Schema } =>
  Object.assign({}, refusalSchemas, ...routes.map(({ schemas }) => schemas));

/** The OpenAPI 3.1 description of every route of the API; pages of the report are no API. */
export const openApi = (routes: Described[] = described) => {
  const paths: { [path: string]: { [method: string]: ReturnType<typeof operationOf> } } = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route);
  const token = (who: keyof typeof TOKENS) => ({ type: 'http', scheme: 'bearer', description: TOKENS[who] });
  return {
    openapi: '3.1.1',
    info: { title: 'Earshot collector', version: '1', description: ABOUT, license: { name: 'MIT', identifier: 'MIT' } },
    // Relative to where this document is served.
    servers: [{ url: '/', description: 'The collector that serves this' }],
    tags: [
      { name: 'For pages', description: 'What the widget asks. Readable across origins, without cookies.' },
      {
        name: 'For your own programs',
        description: 'With the admin token: reading, export, import, erasure, webhooks.',
      },
      { name: 'Operation', description: 'Whether it works, and how much it does.' },
    ],
    paths,
    components: {
      securitySchemes: { adminToken: token('admin'), metricsToken: token('metrics') },
      schemas: schemasOf(routes),
    },
  };
};
