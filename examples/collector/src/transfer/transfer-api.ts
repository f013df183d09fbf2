import { NO_PROJECT } from '../admin/admin-api';
import { type Described, json } from '../openapi/described';
import { refusal } from '../openapi/refusals';
import { flag, list, matching, named, object, oneOf, type Schema, text, whole } from '../openapi/schema';
import { LONGEST } from '../retention/who';
import { FORMATS } from './export-route';
import { FROM_LINE } from './import-route';
import { KINDS, MOMENT, PROJECT } from './selection';

const DAY = matching(MOMENT, { examples: ['2026-01-31', '2026-01-31T12:00:00Z'] });
const PROJECT_NAME = { what: 'Name of the project.', schema: matching(PROJECT), required: true };

const progress: { [name: string]: Schema } = {
  line: whole({ minimum: 0, description: 'The last line that is settled, counted from 1.' }),
  imported: whole({ minimum: 0 }),
  duplicate: whole({ minimum: 0, description: 'There already.' }),
  rejected: whole({ minimum: 0 }),
  bytes: whole({ minimum: 0, description: 'Read so far.' }),
};

export const transferApi: Described[] = [
  {
    method: 'get',
    path: '/v1/admin/export',
    id: 'exportRecords',
    summary: 'All records of a project, page by page',
    more: 'A client that goes away stops it. The connection is cut where the database fails on the way.',
    for: 'admin',
    query: {
      project: PROJECT_NAME,
      format: {
        what: '`ndjson` has all there is; `csv` is a table for spreadsheets.',
        schema: oneOf(FORMATS, { default: 'ndjson' }),
      },
      from: { what: 'Received then or later: a day or a moment, in UTC.', schema: DAY },
      to: { what: 'Received before that.', schema: DAY },
      kind: { what: 'One kind; `userdata` is what you told of people.', schema: oneOf(KINDS) },
      bom: { what: '`1`: CSV begins with a byte order mark, which Excel needs.', schema: text() },
    },
    answers: {
      200: {
        what: 'The records, in the order in which they were made.',
        content: {
          'application/x-ndjson': { schema: text({ description: 'Lines, each an `ExportLine`.' }) },
          'text/csv': { schema: text({ description: 'A row a record, under a header.' }) },
        },
        headers: {
          'Content-Disposition': { what: 'Named like the project.', schema: text() },
          'Earshot-Total-Estimate': {
            what: 'Records there were when it began; left out where counting them would take long.',
            schema: whole({ minimum: 0 }),
          },
        },
      },
      400: NO_PROJECT,
    },
    schemas: {
      ExportLine: {
        anyOf: [
          object(
            {
              receivedAt: { type: 'string', format: 'date-time' },
              skewMs: whole(),
              status: text(),
              record: named('Record'),
              attachments: list(
                object({
                  id: text(),
                  type: text(),
                  bytes: whole({ minimum: 1 }),
                  sha256: text(),
                  receivedAt: { type: 'string', format: 'date-time' },
                }),
              ),
            },
            { optional: ['attachments'] },
          ),
          object({ userKey: text(), data: { type: 'object' } }),
        ],
      },
    },
  },
  {
    method: 'post',
    path: '/v1/admin/import',
    id: 'importRecords',
    summary: 'Take in records, feedback from elsewhere, and what you know of people',
    more: 'A line that cannot be read is named with its number, and the rest goes in. The same file twice changes nothing.',
    for: 'admin',
    query: {
      project: { ...PROJECT_NAME, what: 'Name of a project of this collector.' },
      format: { what: 'Of the body. By its content type where this is left out.', schema: oneOf(FORMATS) },
      from_line: { what: 'Lines before it are not looked at.', schema: matching(FROM_LINE, { default: '1' }) },
      source: { what: 'Where feedback was given that does not say so itself.', schema: text() },
    },
    body: {
      what: 'Lines of an export, records, `{ text, rating?, at, … }`, or `{ userKey, data }`; or CSV with such a header.',
      required: false,
      content: {
        'application/x-ndjson': {
          schema: text(),
          example: '{"text":"The app is slow since Friday.","rating":2,"at":"2026-01-31T12:00:00Z","source":"store"}\n',
        },
        'text/csv': { schema: text(), example: 'text,at\nThe app is slow since Friday.,2026-01-31\n' },
      },
    },
    answers: {
      200: {
        what: 'Lines of progress while it reads, each an `ImportLine`. The last one has the errors, and says whether it is done.',
        content: { 'application/x-ndjson': { schema: text({ description: 'Lines, each an `ImportLine`.' }) } },
      },
      400: NO_PROJECT,
      404: refusal('There is no such project: `unknown_project`.'),
    },
    schemas: {
      ImportLine: object(
        {
          ...progress,
          share: { type: 'number', minimum: 0, maximum: 1, description: 'Of the bytes that were announced.' },
          done: flag(),
          errors: list(object({ line: whole({ minimum: 1 }), code: text(), message: text() }), { maxItems: 100 }),
          unknownColumns: list(text()),
          fromLine: whole({ minimum: 1, description: 'Where to go on, when the database broke it off.' }),
        },
        { optional: ['share', 'errors', 'unknownColumns', 'fromLine'] },
      ),
    },
  },
  {
    method: 'delete',
    path: '/v1/admin/respondents',
    id: 'eraseRespondent',
    summary: 'Erase all records of a person',
    more: 'Who it is stands in the body, since addresses of requests are written into logs.',
    for: 'admin',
    query: { project: PROJECT_NAME },
    body: {
      what: 'The person, by one name.',
      content: { 'application/json': { schema: named('Respondent'), example: { userKey: 'u-1234' } } },
    },
    answers: {
      200: json('How much there was.', object({ erased: whole({ minimum: 0 }), userData: whole({ minimum: 0 }) }), {
        erased: 3,
        userData: 1,
      }),
      400: refusal('No project or no person is named, or the body is no JSON: `invalid_batch`, `malformed_json`.'),
      413: refusal('Too many bytes: `too_large`.'),
    },
    schemas: {
      Respondent: {
        oneOf: Object.entries(LONGEST).map(([name, maxLength]) =>
          object({ [name]: text({ minLength: 1, maxLength, pattern: '\\S' }) }),
        ),
      },
    },
  },
];
