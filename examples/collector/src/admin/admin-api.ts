import { MIMES } from '../attachments/types';
import { type Described, json, type Parameter } from '../openapi/described';
import { refusal } from '../openapi/refusals';
import { flag, list, matching, named, object, orNull, text, whole } from '../openapi/schema';
import { MAX_ROWS } from './admin-routes';

/** Of almost every route here. */
export const PROJECT_QUERY: Parameter = {
  what: 'Name of the project. One that is not there has nothing.',
  schema: text({ minLength: 1 }),
  required: true,
};
export const NO_PROJECT = refusal(
  'No project is named, or something else is no value that it may have: `invalid_batch`.',
);
/** Of lists that come page by page. */
export const PAGE_QUERY: { [name: string]: Parameter } = {
  after: { what: '`next` of the page before.', schema: text() },
  limit: {
    what: 'At most so many. What is no number is read as if it were not there.',
    schema: whole({ minimum: 1, maximum: MAX_ROWS, default: 100 }),
  },
};

const ID: Parameter = { what: 'Id of a record.', schema: text() };

export const adminApi: Described[] = [
  {
    method: 'get',
    path: '/v1/admin/submissions',
    id: 'listRecords',
    summary: 'Records of every kind in the order in which they were made',
    for: 'admin',
    query: { project: PROJECT_QUERY, ...PAGE_QUERY },
    answers: {
      200: json(
        'A page of them.',
        object({
          submissions: list(named('StoredRecord'), { maxItems: MAX_ROWS }),
          next: orNull(text({ description: '`after` of the next page.' })),
        }),
      ),
      400: NO_PROJECT,
    },
  },
  {
    method: 'delete',
    path: '/v1/admin/submissions/{id}',
    id: 'eraseRecord',
    summary: 'Erase a record with all that belongs to it',
    more: 'A keyed hash of its id stays, so that a late retry of its sender stores nothing.',
    for: 'admin',
    pathParameters: { id: ID },
    query: { project: PROJECT_QUERY },
    answers: {
      200: json('Whether it was there.', object({ erased: flag() }), { erased: true }),
      400: NO_PROJECT,
    },
  },
  {
    method: 'get',
    path: '/v1/admin/submissions/{id}/attachments',
    id: 'listAttachments',
    summary: 'Attachments of a record that have arrived',
    for: 'admin',
    pathParameters: { id: ID },
    query: { project: PROJECT_QUERY },
    answers: {
      200: json('Without their bytes.', object({ attachments: list(named('StoredAttachment')) })),
      400: NO_PROJECT,
    },
  },
  {
    method: 'get',
    path: '/v1/admin/submissions/{id}/attachments/{attachment}',
    id: 'readAttachment',
    summary: 'The bytes of one attachment',
    more: 'A stranger sent them. They have the type that they begin like, whatever was said of them.',
    for: 'admin',
    pathParameters: { id: ID, attachment: { what: 'Its id in the list of the record.', schema: text() } },
    query: { project: PROJECT_QUERY },
    answers: {
      200: {
        what: 'As they were sent.',
        content: Object.fromEntries(
          MIMES.map((mime) => [mime, { schema: { type: 'string', contentMediaType: mime } }]),
        ),
        headers: {
          'Content-Disposition': {
            what: 'A name of ours, and whether a browser may show it where it stands.',
            schema: matching(/^(inline|attachment); filename="earshot-[^"]+"$/),
          },
        },
      },
      404: refusal('There is none.'),
    },
  },
  {
    method: 'get',
    path: '/v1/admin/counters',
    id: 'readCounters',
    summary: 'What was received, by project, over all collectors of the database',
    for: 'admin',
    answers: {
      200: json(
        'By project and name.',
        object({
          projects: {
            type: 'object',
            additionalProperties: { type: 'object', additionalProperties: whole({ minimum: 0 }) },
          },
        }),
        { projects: { shop: { accepted: 7, duplicate: 1 } } },
      ),
    },
  },
];
