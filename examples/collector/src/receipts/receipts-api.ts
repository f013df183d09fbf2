import { type Described, json } from '../openapi/described';
import { refusal, refusalForNow } from '../openapi/refusals';
import { list, moment, named, object, oneOf, text } from '../openapi/schema';
import { MOST, RECEIPT_STATUSES } from '../updates/wire';

const QUESTION = { v: 1, project: 'shop', secrets: ['dGhpcyBpcyBhIHNlY3JldA'] };

export const receiptsApi: Described[] = [
  {
    method: 'post',
    path: '/v1/receipts',
    id: 'askReceipts',
    summary: 'What became of one’s own words',
    more: 'Whoever has the secret of a submission learns its status and the reply; never the words, and nothing of anybody else’s.',
    for: 'anybody',
    headers: {
      Origin: { what: 'As browsers send it. It must be one of the origins of the project.', schema: text() },
    },
    body: {
      what: 'Secrets, as the device keeps them: 22 characters of base64url. Another text is answered `unknown`.',
      content: {
        'application/json': { schema: named('ReceiptsQuestion'), example: QUESTION },
        'text/plain': {
          schema: text({ contentMediaType: 'application/json', contentSchema: named('ReceiptsQuestion') }),
          example: JSON.stringify(QUESTION),
        },
      },
    },
    answers: {
      200: json('In the order of the question.', object({ receipts: list(named('Receipt')) })),
      400: refusal('The question cannot be read: `malformed_json`, `too_deep`, `invalid_request`, `unknown_version`.'),
      403: refusal('Pages of this origin may not ask about the project: `origin_not_allowed`.'),
      404: refusal('There is no such project: `unknown_project`.'),
      413: refusal('Too many bytes: `too_large`.'),
      415: refusal('No JSON text: `unsupported_type`.'),
      429: refusalForNow('Too many requests from this address, or about this project.'),
    },
    schemas: {
      ReceiptsQuestion: object({
        v: { type: 'integer', const: 1 },
        project: text({ minLength: 1 }),
        secrets: list(text(), { minItems: 1, maxItems: MOST.secrets }),
      }),
      Receipt: object(
        {
          receipt: text({ description: 'SHA-256 (base64url) of the secret that was asked for.' }),
          status: oneOf(RECEIPT_STATUSES, { description: '`unknown` is also what was erased.' }),
          at: moment('When the submission was received.'),
          reply: object({ text: text(), at: moment() }, { description: 'The newest one.' }),
          updates: list(text(), { description: 'Ids of published updates that it led to, newest first.' }),
        },
        { optional: ['at', 'reply'] },
      ),
    },
  },
];
