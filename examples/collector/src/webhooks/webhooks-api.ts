import { NO_PROJECT, PAGE_QUERY, PROJECT_QUERY } from '../admin/admin-api';
import { type Described, json, type Parameter } from '../openapi/described';
import { refusal } from '../openapi/refusals';
import { flag, list, moment, named, object, oneOf, orNull, text, whole } from '../openapi/schema';
import { EVENTS } from './webhook';
import { MAX_ROWS, STATES } from './webhook-routes';

const NAME: Parameter = { what: 'Name of the webhook.', schema: text() };
const RETRIED = json('How many begin anew.', object({ retried: whole({ minimum: 0 }) }), { retried: 3 });
const NO_WEBHOOK = refusal('The project has no webhook of this name.');
const httpStatus = orNull(whole({ description: 'Of the last answer.' }));
const code = orNull(text({ description: 'Why it failed.' }));

export const webhooksApi: Described[] = [
  {
    method: 'get',
    path: '/v1/admin/webhooks',
    id: 'listWebhooks',
    summary: 'The webhooks of a project and how they do',
    for: 'admin',
    query: { project: PROJECT_QUERY },
    answers: { 200: json('Without their secrets.', object({ webhooks: list(named('Webhook')) })), 400: NO_PROJECT },
    schemas: {
      Webhook: object({
        name: text(),
        url: text({ description: 'Without what stands behind the question mark.' }),
        events: list(oneOf(EVENTS)),
        when: { type: 'object', description: 'Which submissions it is told of; empty: all.' },
        tests: flag(),
        payload: oneOf(['full', 'thin']),
        state: oneOf(['on', 'paused', 'disabled'], { description: 'Of this process.' }),
        pausedUntil: orNull(moment()),
        waiting: whole({ minimum: 0 }),
        dead: whole({ minimum: 0 }),
        last: orNull(object({ at: moment(), delivered: flag(), status: httpStatus, code })),
      }),
      Delivery: object({
        id: text(),
        webhook: text(),
        event: text(),
        record: orNull(text({ description: 'Id of the submission; null of what is about none, like a figure.' })),
        state: oneOf(STATES),
        happenedAt: moment(),
        attempts: whole({ minimum: 0 }),
        attemptedAt: orNull(moment()),
        status: httpStatus,
        code,
        dueAt: moment('Of a waiting one: when it is tried. Of a dead one: since when.'),
      }),
    },
  },
  {
    method: 'get',
    path: '/v1/admin/webhooks/deliveries',
    id: 'listDeliveries',
    summary: 'What webhooks still have to be told, and what was given up',
    for: 'admin',
    query: { project: PROJECT_QUERY, state: { what: 'Only these.', schema: oneOf(STATES) }, ...PAGE_QUERY },
    answers: {
      200: json(
        'A page of them, in the order of their making.',
        object({ deliveries: list(named('Delivery'), { maxItems: MAX_ROWS }), next: orNull(text()) }),
      ),
      400: NO_PROJECT,
    },
  },
  {
    method: 'post',
    path: '/v1/admin/webhooks/deliveries/{id}/retry',
    id: 'retryDelivery',
    summary: 'Send one anew that was given up',
    for: 'admin',
    pathParameters: { id: { what: 'Id of the delivery.', schema: text() } },
    query: { project: PROJECT_QUERY },
    answers: { 200: RETRIED, 400: NO_PROJECT },
  },
  {
    method: 'post',
    path: '/v1/admin/webhooks/{name}/retry',
    id: 'retryWebhook',
    summary: 'Send anew all that was given up for a webhook',
    for: 'admin',
    pathParameters: { name: NAME },
    query: { project: PROJECT_QUERY },
    answers: { 200: RETRIED, 400: NO_PROJECT, 404: NO_WEBHOOK },
  },
  {
    method: 'post',
    path: '/v1/admin/webhooks/{name}/test',
    id: 'testWebhook',
    summary: 'Send a message that says only that it is a test',
    for: 'admin',
    pathParameters: { name: NAME },
    query: { project: PROJECT_QUERY },
    answers: {
      200: json('How it went.', object({ delivered: flag(), status: httpStatus, code }), {
        delivered: true,
        status: 204,
        code: null,
      }),
      400: NO_PROJECT,
      404: NO_WEBHOOK,
    },
  },
];
