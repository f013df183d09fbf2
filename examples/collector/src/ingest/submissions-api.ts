import { UPLOAD } from '../attachments/form';
import { LONGEST_TOKEN } from '../challenge/challenge';
import { jsonSchemas, LIMITS } from '../contract';
import { type Described, json } from '../openapi/described';
import { refusal, refusalForNow } from '../openapi/refusals';
import { flag, matching, named, object, type Schema, text } from '../openapi/schema';

/** A schema of the contract as a part of a larger document: its own address would make its references lead nowhere. */
const part = (name: string): { properties: { [name: string]: Schema }; [keyword: string]: unknown } => {
  const { $id: _id, $schema: _schema, ...schema } = jsonSchemas()[name] as { [keyword: string]: unknown };
  return schema as ReturnType<typeof part>;
};

const batch = part('batch');
const results = part('results');

const RECORD = {
  id: '019aa5f0-5c00-7a3e-8b1d-2f6c4d5e6f70',
  v: 1,
  kind: 'submission',
  test: false,
  mode: 'always_on',
  trigger: 'visitor',
  channel: 'web',
  survey: { id: 'feedback', version: '1' },
  locale: 'en',
  answers: [
    { question: 'why', type: 'text', value: 'The coupon field rejects my code.', prompt: 'What could be better?' },
  ],
  context: {
    url: 'https://shop.example/checkout',
    referrer: '',
    viewport: { w: 390, h: 844 },
    dpr: 3,
    tz: 'Asia/Seoul',
    online: true,
  },
  consent: { state: 'pending', contact: false },
  time: {
    startedAt: '2026-11-22T10:00:00.000Z',
    createdAt: '2026-11-22T10:00:21.000Z',
    tzOffsetMin: 540,
    durationMs: 21_000,
  },
};

const BATCH = {
  v: 1,
  project: 'shop',
  sdk: { name: 'earshot', version: '1.0.0' },
  sentAt: '2026-11-22T10:00:22.000Z',
  attempts: {},
  records: [RECORD],
};

export const submissionsApi: Described[] = [
  {
    method: 'post',
    path: '/v1/submissions',
    id: 'sendSubmissions',
    summary: 'Send a batch of records, or one attachment of a record that was sent before',
    more:
      'Each record is answered by itself: one that is bad costs no other. A record may leave the sender only for `accepted`, ' +
      '`duplicate` or `rejected`; `retry`, or no entry for its id, keeps it. Sending the same again is safe: an id is stored once. ' +
      'Text may be sent as `text/plain`, so that a page needs no preflight.',
    for: 'anybody',
    headers: {
      Origin: { what: 'As browsers send it. It must be one of the origins of the project.', schema: text() },
    },
    body: {
      what: `A batch in up to \`maxBodyBytes\` (262,144 unless set), nested up to ${LIMITS.depth} deep; or an attachment of up to ${LIMITS.attachmentBytes} bytes.`,
      content: {
        'application/json': { schema: named('Batch'), example: BATCH },
        'text/plain': {
          schema: text({ contentMediaType: 'application/json', contentSchema: named('Batch') }),
          example: JSON.stringify(BATCH),
        },
        'multipart/form-data': {
          schema: object({
            v: text({ const: '1' }),
            project: matching(UPLOAD.project),
            record: matching(UPLOAD.record, { description: 'Id of the record that lists it.' }),
            attachment: matching(UPLOAD.attachment, { description: 'Its id in that list.' }),
            file: text({ contentMediaType: 'application/octet-stream' }),
          }),
        },
      },
    },
    answers: {
      200: json('What became of each record, in order; or of the attachment.', named('Results'), {
        results: [{ id: RECORD.id, status: 'accepted' }],
      }),
      400: refusal(
        'The body as a whole cannot be read: `malformed_json`, `too_deep`, `invalid_batch`, `malformed_multipart`, `invalid_attachment`.',
      ),
      403: refusal('Pages of this origin may not send to the project: `origin_not_allowed`.'),
      404: refusal('There is no such project: `unknown_project`.'),
      408: refusal('An attachment took too long to arrive: `too_slow`.'),
      413: refusal('Too many bytes: `too_large`.'),
      415: refusal('Neither JSON text nor a form: `unsupported_type`.'),
      429: refusalForNow('Too many requests from this address, or to this project.'),
    },
    schemas: {
      Record: part('record'),
      Batch: {
        ...batch,
        properties: {
          ...batch.properties,
          challenge: text({ maxLength: LONGEST_TOKEN, description: 'A token, where one was asked for.' }),
          records: { ...batch.properties['records'], items: named('Record') },
        },
      },
      Results: {
        ...results,
        properties: {
          ...results.properties,
          challenge: flag({
            const: true,
            description:
              'Records were answered `retry` with `challenge`: they pass with a token, or later without one.',
          }),
        },
      },
      StoredRecord: object({
        project: text(),
        receivedAt: { type: 'string', format: 'date-time' },
        skewMs: { type: 'integer', description: 'The clock here minus the one of the sender.' },
        status: { type: 'string', enum: ['new', 'acknowledged', 'resolved', 'spam'] },
        record: named('Record'),
      }),
      StoredAttachment: object({
        record: text(),
        id: text(),
        type: text({ description: 'What its bytes begin like.' }),
        bytes: { type: 'integer', minimum: 1 },
        sha256: text({ pattern: '^[0-9a-f]{64}$' }),
        receivedAt: { type: 'string', format: 'date-time' },
      }),
    },
  },
];
