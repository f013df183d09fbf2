import { createHash, randomBytes } from 'node:crypto';
import type { Database, Query } from '../storage/database';
import type { Generation } from './accounts';
import type { Person, Role } from './person';

const DAY_MS = 86_400_000;
/** A session that is not used for so long has ended. */
const UNUSED_MS = 30 * DAY_MS;
/** And so has one that was started so long ago, however much it is used. */
const LONGEST_MS = 90 * DAY_MS;
/** It is put off at most once a day: a page then costs no write. */
const PUT_OFF_MS = DAY_MS;

/** Tells such a cookie from the signed one of the admin token. */
const PREFIX = 's.';

const hashOf = (value: string): string => createHash('sha256').update(value).digest('base64url');

export interface NewSession {
  /** For the cookie. */
  value: string;
  maxAgeS: number;
}

export interface FoundSession {
  person: Person;
  /** What the table knows it by. */
  hash: string;
  /** Set when its end was put off: the cookie has to be, too. */
  maxAgeS?: number | undefined;
}

interface SessionRow {
  name: string;
  role: Role;
  created_at: Date;
  expires_at: Date;
}

/**
 * Sessions of accounts, as rows, so that several collectors share them and each ends at once. One is of the generation
 * that its account had at the start: a new password, another role or a disabled account makes a new generation, and leaves
 * no session behind, not even one that is being started at that moment with the old password.
 */
export const createSessions = (database: Database, clock: () => number) => {
  const at = (ms: number) => new Date(ms).toISOString();

  return {
    async start({ name, generation }: Generation): Promise<NewSession> {
      const value = `${PREFIX}${randomBytes(32).toString('base64url')}`;
      const nowMs = clock();
      await database.query('DELETE FROM earshot_sessions WHERE expires_at < $1', [at(nowMs)]);
      await database.query(
        `INSERT INTO earshot_sessions (token_hash, account, generation, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
        [hashOf(value), name, generation, at(nowMs), at(nowMs + UNUSED_MS)],
      );
      return { value, maxAgeS: UNUSED_MS / 1_000 };
    },

    async find(value: string | undefined): Promise<FoundSession | undefined> {
      if (!value?.startsWith(PREFIX)) return undefined;
      const hash = hashOf(value);
      const nowMs = clock();
      const [row] = await database.query<SessionRow>(
        `SELECT a.name, a.role, s.created_at, s.expires_at FROM earshot_sessions s
         JOIN earshot_accounts a ON a.name = s.account AND a.generation = s.generation
         WHERE s.token_hash = $1 AND s.expires_at > $2 AND NOT a.disabled`,
        [hash, at(nowMs)],
      );
      if (!row) return undefined;
      const person = { name: row.name, role: row.role };
      const endMs = Math.min(nowMs + UNUSED_MS, new Date(row.created_at).getTime() + LONGEST_MS);
      if (endMs - new Date(row.expires_at).getTime() < PUT_OFF_MS) return { person, hash };
      await database.query('UPDATE earshot_sessions SET expires_at = $2 WHERE token_hash = $1', [hash, at(endMs)]);
      return { person, hash, maxAgeS: Math.floor((endMs - nowMs) / 1_000) };
    },

    /** Those of these hashes that would still open a page. Looking on does not put off their end. */
    async alive(hashes: string[]): Promise<Set<string>> {
      const rows = await database.query<{ token_hash: string }>(
        `SELECT s.token_hash FROM json_to_recordset($1::json) AS t (token_hash text)
         JOIN earshot_sessions s ON s.token_hash = t.token_hash
         JOIN earshot_accounts a ON a.name = s.account AND a.generation = s.generation
         WHERE s.expires_at > $2 AND NOT a.disabled`,
        [JSON.stringify(hashes.map((token_hash) => ({ token_hash }))), at(clock())],
      );
      return new Set(rows.map(({ token_hash }) => token_hash));
    },

    async end(value: string | undefined): Promise<void> {
      if (value?.startsWith(PREFIX))
        await database.query('DELETE FROM earshot_sessions WHERE token_hash = $1', [hashOf(value)]);
    },

    /** How many an account has that would still open a page. */
    async count(name: string): Promise<number> {
      const [row] = await database.query<{ n: number | string }>(
        `SELECT count(*) AS n FROM earshot_sessions s
         JOIN earshot_accounts a ON a.name = s.account AND a.generation = s.generation
         WHERE s.account = $1 AND s.expires_at > $2`,
        [name, at(clock())],
      );
      return Number(row!.n);
    },
  };
};

export type Sessions = ReturnType<typeof createSessions>;

/** Ends those of an account; but for one, where its hash is given. */
export const endSessionsOf = (query: Query, name: string, except = ''): Promise<unknown> =>
  query('DELETE FROM earshot_sessions WHERE account = $1 AND token_hash <> $2', [name, except]);
