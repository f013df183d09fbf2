import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { html } from 'hono/html';
import { may, type Person, type Role } from '../accounts/person';
import { readBody } from '../ingest/read-body';
import type { Projects } from '../limits';
import type { Outbox } from '../mail/outbox';
import type { Store } from '../storage/store';

/** Every page behind the sign-in knows who reads it: `c.get('person')`. */
export type ReportEnv = { Variables: { person: Person } };
export type ReportApp = Hono<ReportEnv>;
export type ReportRequest = Context<ReportEnv>;
export type Html = ReturnType<typeof html>;

/** What the pages are made from. */
export interface ReportContext {
  store: Store;
  projects: Projects;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** One line a problem; never what was searched for, nor who reads. */
  log: (line: string) => void;
  /** Mails replies; undefined where no mail is set up. */
  outbox: Outbox | undefined;
  /** A page with a title and a sentence, answered 404. */
  missing(c: Context, what: string): Response | Promise<Response>;
}

/** Anybody may send a form, so its body is bounded. */
const MAX_FORM_BYTES = 65_536;

/** The fields of a form that a page of the report sent. */
export const readForm = async (c: Context): Promise<URLSearchParams> =>
  new URLSearchParams(await readBody(c, MAX_FORM_BYTES));

/** Lets through who has this role or a higher one; anybody else is answered 403 with a sentence. */
export const needs =
  (role: Role): MiddlewareHandler<ReportEnv> =>
  async (c, next) => {
    if (may(c.get('person'), role)) return next();
    return c.text(`This needs the role "${role}"; yours is "${c.get('person').role}".`, 403);
  };
