import { createHash } from 'node:crypto';
import { lockSums } from '../rollup/lock';
import type { Database } from '../storage/database';
import type { HashOf } from '../storage/insert';
import { type Entry, ownerIn, readEntry, writeEntry } from './entry';

const MARKED = 'SELECT 1 FROM earshot_erased WHERE project = $1 AND id_hash = $2';
const SET_ASIDE = `INSERT INTO earshot_log_dead (project, record_id, reason, received_at, entry)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;
/** Most that are tried again at a start. */
const MOST = 1_000;

/** JSON has no such characters but in strings, where they are escaped; other text may, and a database takes no NUL. */
const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD');

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

interface Letter {
  project: string;
  id: string;
  reason: string;
  receivedAtMs: number;
  entry: string;
}

/** What was promised to a visitor and cannot be stored: kept with the reason until somebody mends this collector. */
export const createDeadLetters = (database: Database, hashOf: HashOf) => {
  /** An erasure holds the same lock: it finds this one, or was before it. */
  const keep = ({ project, id, reason, receivedAtMs, entry }: Letter): Promise<void> =>
    database.transaction(async (query) => {
      await lockSums(query, project);
      if ((await query(MARKED, [project, hashOf(project, id)])).length) return;
      await query(SET_ASIDE, [project, id, reason, new Date(receivedAtMs).toISOString(), entry]);
    });
  return {
    /** One that the database refuses for its content. */
    setAside: (entry: Entry, reason: string): Promise<void> =>
      keep({ ...entry, id: entry.record.id, reason, entry: writeEntry(entry) }),
    /** One that is no record. Where it says whose it is, it is found and erased like one that is. */
    async setAsideUnread(text: string, nowMs: number): Promise<void> {
      const value = parsed(text);
      const owner = ownerIn(value);
      const reason = 'unreadable';
      // Written anew: a person is looked for in what JSON.stringify has written.
      if (owner) return keep({ ...owner, reason, receivedAtMs: nowMs, entry: JSON.stringify(value) });
      const hash = createHash('sha256').update(text).digest('base64url');
      await database.query(SET_ASIDE, ['', hash, reason, new Date(nowMs).toISOString(), withoutNul(text)]);
    },
    async count(): Promise<number> {
      const [row] = await database.query<{ n: number | string }>('SELECT count(*) AS n FROM earshot_log_dead');
      return Number(row!.n);
    },
    /** Gives each to `insert` once more, since this may be the version that can store it; it goes when it is stored. Returns how many. */
    async tryAgain(insert: (entry: Entry) => Promise<unknown>): Promise<number> {
      const rows = await database.query<{ project: string; record_id: string; entry: string }>(
        `SELECT project, record_id, entry FROM earshot_log_dead ORDER BY project, record_id LIMIT ${MOST}`,
      );
      let stored = 0;
      for (const { project, record_id, entry } of rows) {
        const read = readEntry(entry);
        if (!read.ok || typeof (await insert(read.entry)) !== 'string') continue;
        await database.query('DELETE FROM earshot_log_dead WHERE project = $1 AND record_id = $2', [
          project,
          record_id,
        ]);
        stored++;
      }
      return stored;
    },
  };
};

export type DeadLetters = ReturnType<typeof createDeadLetters>;
