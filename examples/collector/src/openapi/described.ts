import type { Schema } from './schema';

/** Who is answered: everybody, or who has the token. */
export type For = 'anybody' | 'admin' | 'metrics';

export interface Parameter {
  what: string;
  schema: Schema;
  required?: boolean | undefined;
}

export interface Content {
  schema: Schema;
  example?: unknown;
}

export interface Answer {
  what: string;
  /** By content type; none for an answer without a body. */
  content?: { [type: string]: Content } | undefined;
  /** Those that mean something beside what HTTP says of them. */
  headers?: { [name: string]: { what: string; schema: Schema } } | undefined;
}

/** One operation of the API, as it stands beside the code of its route. */
export interface Described {
  method: 'get' | 'post' | 'delete';
  /** Names in braces, as OpenAPI has them. */
  path: string;
  /** A name for programs that are generated from it. */
  id: string;
  /** One line. */
  summary: string;
  more?: string | undefined;
  for: For;
  /** What stands in braces. */
  pathParameters?: { [name: string]: Parameter } | undefined;
  query?: { [name: string]: Parameter } | undefined;
  headers?: { [name: string]: Parameter } | undefined;
  body?: { what: string; content: { [type: string]: Content }; required?: boolean | undefined } | undefined;
  /** Beside those that every route has (`document.ts`): 503, and 401 and 429 where a token is asked for. */
  answers: { [status: number]: Answer };
  /** Schemas by name that this route brings along. */
  schemas?: { [name: string]: Schema } | undefined;
}

/** An answer that is JSON. */
export const json = (what: string, schema: Schema, example?: unknown): Answer => ({
  what,
  content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
});
