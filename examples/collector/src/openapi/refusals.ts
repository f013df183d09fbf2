import { ERROR_CODES } from '../ingest/answer';
import { type Answer, json } from './described';
import { named, object, oneOf, type Schema, text, whole } from './schema';

export const refusalSchemas: { [name: string]: Schema } = {
  Refusal: object(
    {
      error: object(
        {
          code: oneOf(ERROR_CODES, { description: 'For programs. More codes may come.' }),
          message: text({ description: 'For people: what failed, on what, what to do. Never anybody’s words.' }),
          path: text({ description: 'Where, for example `records[0].id`.' }),
        },
        { optional: ['path'] },
      ),
    },
    { description: 'Why a request was not answered as it was asked.' },
  ),
};

const WAIT: NonNullable<Answer['headers']> = {
  'Retry-After': { what: 'Seconds until the same may be tried again.', schema: whole({ minimum: 1 }) },
};

/** An answer that says why not. */
export const refusal = (what: string): Answer => json(what, named('Refusal'));

/** One that says when it may be tried again, too. */
export const refusalForNow = (what: string): Answer => ({ ...refusal(what), headers: WAIT });
