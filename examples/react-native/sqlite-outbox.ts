import { openDatabaseSync } from 'expo-sqlite';
import type { Outbox } from './outbox';

/** One row for each project and record id. */
export const openOutbox = (): Outbox => {
  const db = openDatabaseSync('earshot-outbox.db');
  // An ack is a promise, so a commit has to be on the disk: NORMAL loses the last ones in a power cut, and on Apple's
  // systems a plain fsync() leaves them in the drive's own memory.
  db.execSync(`
    PRAGMA journal_mode = DELETE;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = 1;
    CREATE TABLE IF NOT EXISTS outbox (
      project TEXT, id TEXT, batch TEXT, refused INTEGER DEFAULT 0, PRIMARY KEY (project, id)
    );
  `);
  return {
    keep(batch) {
      const { project, records } = batch as { project: string; records: unknown[] };
      const results: ReturnType<Outbox['keep']> = [];
      // Not the asynchronous transactions: what runs meanwhile would be in them, or they would have another connection,
      // without the settings above.
      db.withTransactionSync(() => {
        for (const record of records) {
          const id = (record as { id?: unknown } | null)?.id;
          if (typeof id !== 'string' || !id) continue;
          const alone = JSON.stringify({ ...(batch as object), records: [record] });
          const { changes } = db.runSync(
            'INSERT INTO outbox (project, id, batch) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
            [project, id, alone],
          );
          results.push({ id, status: changes ? 'accepted' : 'duplicate' });
        }
      });
      return results;
    },
    waiting: () =>
      db
        .getAllSync<{ project: string; id: string; batch: string }>(
          'SELECT project, id, batch FROM outbox WHERE refused = 0 ORDER BY rowid',
        )
        .map(({ project, id, batch }) => ({ project, id, batch: JSON.parse(batch) })),
    remove({ project, id }) {
      db.runSync('DELETE FROM outbox WHERE project = ? AND id = ?', [project, id]);
    },
    refuse({ project, id }) {
      db.runSync('UPDATE outbox SET refused = 1 WHERE project = ? AND id = ?', [project, id]);
    },
  };
};
