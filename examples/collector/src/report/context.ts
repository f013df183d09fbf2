import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { html } from 'hono/html';
import type { Accounts } from '../accounts/accounts';
import { may, type Person, type Role } from '../accounts/person';
import type { Sessions } from '../accounts/sessions';
import type { SignIn } from '../accounts/sign-in';
import { readBody } from '../ingest/read-body';
import type { Projects } from '../limits';
import type { Live } from '../live/live';
import type { Outbox } from '../mail/outbox';
import type { Rolling } from '../rollup/rolling';
import type { Searching } from '../search/searching';
import type { Store } from '../storage/store';
import type { Emit } from '../webhooks/webhooks';
import { notePage } from './note';
import type { SessionCookies } from './sign-in/session-cookies';

/** Every page behind the sign-in knows who reads it: `c.get('person')`. */
export type ReportEnv = {
  Variables: {
    person: Person;
    /** Hash of the account's session; undefined for one of the admin token. */
    session: string | undefined;
    /** Names of all projects. */
    projects: string[];
  };
};
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
  /** Counts what was stored; a page with figures waits for it a little. */
  rolling: Rolling;
  /** Makes what was stored findable and fills themes; a page of themes waits for it a little. */
  searching: Searching;
  /** Mails replies; undefined where no mail is set up. */
  outbox: Outbox | undefined;
  /** What has to be set before digests and alerts can be mailed; undefined: nothing. */
  mailings: { missing: string | undefined };
  /** Pages that hear of new submissions. */
  live: Live;
  /** Tells webhooks of what happened, within the transaction in which it happens. */
  emit: Emit;
  /** A page with a title and a sentence, answered 404. */
  missing(c: ReportRequest, what: string): Response | Promise<Response>;
  accounts: Accounts;
  sessions: Sessions;
  /** Tries a name and a password, as often as may be. */
  signIn: SignIn;
  cookies: SessionCookies;
  /** Hash of the address that a request comes from. */
  address(c: Context): string;
}

/** How long a page with figures waits for what is not counted yet, before it says so. */
export const COUNT_WAIT_MS = 1_500;

/** Anybody may send a form, so its body is bounded. */
const MAX_FORM_BYTES = 65_536;

/** The fields of a form that a page of the report sent. */
export const readForm = async (c: Context): Promise<URLSearchParams> =>
  new URLSearchParams(await readBody(c, MAX_FORM_BYTES));

/** What stands behind the question mark. Not by `URL`, which throws where the Host header, which is anybody's, makes none. */
export const queryOf = (c: Context): URLSearchParams => {
  const at = c.req.url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : c.req.url.slice(at));
};

/** Where a page is, without the host that it was asked at. */
export const addressOf = (c: Context): string => {
  const query = queryOf(c);
  return `${c.req.path}${query.size ? `?${query}` : ''}`;
};

/** Lets through who has this role or a higher one; anybody else is answered 403 with a page. */
export const needs =
  (role: Role): MiddlewareHandler<ReportEnv> =>
  async (c, next) => {
    const person = c.get('person');
    if (may(person, role)) return next();
    const what = `This needs the role “${role}”; yours is “${person.role}”. An admin can change that under People.`;
    return c.html(notePage({ person, projects: c.get('projects'), title: 'Not for your role', what }), 403);
  };
