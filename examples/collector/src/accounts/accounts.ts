import { randomBytes } from 'node:crypto';
import type { Database } from '../storage/database';
import { type AuditAction, audit } from './audit';
import type { Passwords } from './password';
import type { Role } from './person';
import { endSessionsOf } from './sessions';

export interface Account {
  name: string;
  role: Role;
  disabled: boolean;
  /** RFC 3339, UTC. */
  createdAt: string;
  signedInAt: string | undefined;
}

interface AccountRow {
  name: string;
  role: Role;
  disabled: boolean;
  created_at: Date;
  signed_in_at: Date | null;
}

const COLUMNS = 'name, role, disabled, created_at, signed_in_at';

const readRow = ({ name, role, disabled, created_at, signed_in_at }: AccountRow): Account => ({
  name,
  role,
  disabled,
  createdAt: new Date(created_at).toISOString(),
  signedInAt: signed_in_at ? new Date(signed_in_at).toISOString() : undefined,
});

/**
 * The name as accounts are kept by, in lower case: 1 to 64 of `a-z 0-9 . _ @ -`, a letter or digit among them, since `..`
 * is no part of an address. Undefined where it is none. What is no account and stands in the log has a space in its name.
 */
export const accountName = (text: string): string | undefined => {
  const name = text.trim().toLowerCase();
  return /^[a-z0-9._@-]{1,64}$/.test(name) && /[a-z0-9]/.test(name) ? name : undefined;
};

const newGeneration = () => randomBytes(16).toString('base64url');

/** Who changes it. */
type By = string;

/** An account at a moment: what a session is started from. */
export interface Generation {
  name: string;
  generation: string;
}

/** Undefined: there is no such account, or nothing to change. */
type Changed = Promise<Generation | undefined>;

export interface AccountsOptions {
  database: Database;
  passwords: Passwords;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/**
 * Accounts of the report. Every change is in the audit log, by the same transaction; after one of role, password or state
 * all sessions of the account have ended. The last admin may go as any other: the admin token always opens the report.
 */
export const createAccounts = ({ database, passwords, clock }: AccountsOptions) => {
  const now = () => new Date(clock()).toISOString();

  /** `statement` takes the name as $1 and a new generation as $2, and returns a row when it changed something. */
  const change = (
    by: By,
    name: string,
    what: [AuditAction, string?],
    statement: string,
    more: unknown[] = [],
  ): Changed =>
    database.transaction(async (query) => {
      const generation = newGeneration();
      const changed = await query(statement, [name, generation, ...more]);
      if (!changed.length) return undefined;
      await endSessionsOf(query, name);
      await audit(query, { atMs: clock(), who: by, action: what[0], target: name, detail: what[1] });
      return { name, generation };
    });

  return {
    /** Whether there is any: before the first, only the admin token opens the report. */
    any: async (): Promise<boolean> => (await database.query('SELECT 1 FROM earshot_accounts LIMIT 1')).length > 0,

    async list(): Promise<Account[]> {
      const rows = await database.query<AccountRow>(`SELECT ${COLUMNS} FROM earshot_accounts ORDER BY name`);
      return rows.map(readRow);
    },

    async find(name: string): Promise<Account | undefined> {
      const [row] = await database.query<AccountRow>(`SELECT ${COLUMNS} FROM earshot_accounts WHERE name = $1`, [name]);
      return row && readRow(row);
    },

    /** Undefined: there is one of this name. Name and password must be such as `accountName` and `passwordProblem` allow. */
    async add(by: By, { name, role, password }: { name: string; role: Role; password: string }): Changed {
      const hash = await passwords.hash(password);
      return change(
        by,
        name,
        ['account.made', role],
        `INSERT INTO earshot_accounts (name, generation, role, password, disabled, created_at)
         VALUES ($1, $2, $3, $4, false, $5) ON CONFLICT DO NOTHING RETURNING name`,
        [role, hash, now()],
      );
    },

    setRole: (by: By, name: string, role: Role): Changed =>
      change(
        by,
        name,
        ['account.role', `now ${role}`],
        'UPDATE earshot_accounts SET generation = $2, role = $3 WHERE name = $1 AND role <> $3 RETURNING name',
        [role],
      ),

    async setPassword(by: By, name: string, password: string): Changed {
      const hash = await passwords.hash(password);
      return change(
        by,
        name,
        [by === name ? 'account.password_own' : 'account.password'],
        'UPDATE earshot_accounts SET generation = $2, password = $3 WHERE name = $1 RETURNING name',
        [hash],
      );
    },

    setDisabled: (by: By, name: string, disabled: boolean): Changed =>
      change(
        by,
        name,
        [disabled ? 'account.disabled' : 'account.enabled'],
        'UPDATE earshot_accounts SET generation = $2, disabled = $3 WHERE name = $1 AND disabled <> $3 RETURNING name',
        [disabled],
      ),

    remove: (by: By, name: string): Changed =>
      change(
        by,
        name,
        ['account.deleted'],
        // What somebody chose is not for the next one of this name.
        `WITH chosen AS (DELETE FROM earshot_mail_choices WHERE person = $1),
           waiting AS (DELETE FROM earshot_mails WHERE person = $1),
           views AS (DELETE FROM earshot_views WHERE owner = $1)
         DELETE FROM earshot_accounts WHERE name = $1 AND $2::text IS NOT NULL RETURNING name`,
      ),

    /** Ends all sessions of an account but the one with this hash. */
    endOtherSessions: (name: string, hash: string): Promise<void> =>
      database.transaction(async (query) => {
        await endSessionsOf(query, name, hash);
        await audit(query, { atMs: clock(), who: name, action: 'session.ended_others', target: name });
      }),

    /**
     * What to start a session from, where name and password are right and the account may sign in. Takes as long where
     * there is no such account.
     * @throws {TooBusy}
     */
    async check(given: string, password: string): Promise<Generation | undefined> {
      const name = accountName(given);
      const [row] = name
        ? await database.query<Generation & { password: string; disabled: boolean }>(
            'SELECT name, password, generation, disabled FROM earshot_accounts WHERE name = $1',
            [name],
          )
        : [];
      const right = await passwords.matches(password, row?.password);
      if (!row || !right || row.disabled) return undefined;
      if (passwords.needsRehash(row.password))
        // Where somebody set a new one since, that one stands.
        await database.query('UPDATE earshot_accounts SET password = $2 WHERE name = $1 AND password = $3', [
          row.name,
          await passwords.hash(password),
          row.password,
        ]);
      return { name: row.name, generation: row.generation };
    },

    signedIn: (name: string): Promise<void> =>
      database.transaction(async (query) => {
        await query('UPDATE earshot_accounts SET signed_in_at = $2 WHERE name = $1', [name, now()]);
        await audit(query, { atMs: clock(), who: name, action: 'session.started', target: name });
      }),
  };
};

export type Accounts = ReturnType<typeof createAccounts>;
