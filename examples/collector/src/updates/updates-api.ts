import { type Described, json } from '../openapi/described';
import { refusal, refusalForNow } from '../openapi/refusals';
import { list, moment, named, object, text, whole } from '../openapi/schema';
import { MOST } from './wire';

export const updatesApi: Described[] = [
  {
    method: 'get',
    path: '/v1/updates',
    id: 'listUpdates',
    summary: 'What was changed because of what visitors said',
    more: 'Newest first. Public: any page may show it, any cache may keep it.',
    for: 'anybody',
    query: {
      project: { what: 'Name of the project.', schema: text({ minLength: 1 }), required: true },
      locale: { what: 'BCP 47: each update comes in the language that this reads best.', schema: text() },
      limit: {
        what: 'At most so many. Anything else is read as if it were not there.',
        schema: whole({ minimum: 1, maximum: MOST.updates, default: MOST.updates }),
      },
    },
    headers: { 'If-None-Match': { what: 'The ETag of an answer that is at hand.', schema: text() } },
    answers: {
      200: {
        ...json('The updates.', object({ updates: list(named('Update'), { maxItems: MOST.updates }) })),
        headers: { ETag: { what: 'Names this text.', schema: text() } },
      },
      304: { what: 'It is what is at hand.' },
      400: refusal('No project is named: `invalid_request`.'),
      404: refusal('There is no such project: `unknown_project`.'),
      429: refusalForNow('Too many requests from this address, or about this project.'),
    },
    schemas: {
      Update: object(
        {
          id: text(),
          at: moment('When it was published.'),
          title: text({ maxLength: MOST.title }),
          text: text({ maxLength: MOST.text }),
          url: text({ maxLength: MOST.url, description: 'http or https.' }),
          locale: text({ description: 'BCP 47: of this title and text.' }),
        },
        { optional: ['url'] },
      ),
    },
  },
];
