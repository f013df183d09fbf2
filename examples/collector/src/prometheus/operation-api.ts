import { type Described, json } from '../openapi/described';
import { refusalForNow } from '../openapi/refusals';
import { flag, named, object, text } from '../openapi/schema';

const health = object({ ok: flag(), ingestLog: flag(), database: flag() }, { optional: ['ingestLog', 'database'] });

export const operationApi: Described[] = [
  {
    method: 'get',
    path: '/v1/health',
    id: 'health',
    summary: 'Whether this collector and its database answer',
    for: 'anybody',
    answers: {
      200: json('They do; with an ingest log: records are taken, whether the database answers or not.', health, {
        ok: true,
      }),
      503: json(
        'The ingest log takes no records; or, without one, the database does not answer, which is said as a refusal.',
        { anyOf: [health, named('Refusal')] },
        { ok: false, ingestLog: false, database: true },
      ),
    },
  },
  {
    method: 'get',
    path: '/metrics',
    id: 'metrics',
    summary: 'Counters of this process for Prometheus',
    for: 'metrics',
    answers: {
      200: {
        what: 'Prometheus’ text format 0.0.4.',
        content: {
          'text/plain': { schema: text(), example: 'earshot_records_total{project="shop",status="accepted"} 7\n' },
        },
      },
      429: refusalForNow('Too many wrong tokens came from this address.'),
    },
  },
  {
    method: 'get',
    path: '/v1/openapi.json',
    id: 'describe',
    summary: 'This description',
    for: 'anybody',
    headers: { 'If-None-Match': { what: 'The ETag of an answer that is at hand.', schema: text() } },
    answers: {
      200: {
        ...json('OpenAPI 3.1.', { type: 'object', required: ['openapi', 'info', 'paths'] }),
        headers: { ETag: { what: 'Names this text.', schema: text() } },
      },
      304: { what: 'It is what is at hand.' },
    },
  },
];
