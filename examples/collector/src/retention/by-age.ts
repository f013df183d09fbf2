import { audit } from '../accounts/audit';
import type { Projects } from '../limits';
import type { Store } from '../storage/store';
import type { GoOn } from './go-on';
import { keptSince } from './kept-since';
import { dropPast } from './whole-months';

/** Found at once. Each is then erased by itself, between two groups of what arrives. */
const BATCH = 100;
/** An index has the kind before the time. */
const KINDS = ['submission', 'impression', 'dismissal', 'signal'];

/**
 * Marks of erased ids are kept so long: many times the 30 days for which a page keeps what it could not send, and longer
 * than any backup may be restored.
 */
export const MARK_DAYS = 400;

/** Who erases by age, in the log. */
const BY_AGE = 'retention';

const eraseOlder = async (store: Store, project: string, before: string, goOn: GoOn): Promise<number> => {
  let erased = 0;
  for (const kind of KINDS)
    for (;;) {
      if (!(await goOn())) return erased;
      const rows = await store.database.query<{ id: string }>(
        `SELECT id FROM earshot_submissions WHERE project = $1 AND kind = $2 AND received_at < $3
         ORDER BY received_at LIMIT ${BATCH}`,
        [project, kind, before],
      );
      for (const { id } of rows) if (await store.erase(project, id)) erased++;
      if (rows.length < BATCH) break;
    }
  return erased;
};

const eraseOldUserData = async (store: Store, project: string, before: string): Promise<void> => {
  await store.database.query('DELETE FROM earshot_userdata WHERE project = $1 AND updated_at < $2', [project, before]);
};

/** What was promised and could not be stored (`src/log`) is kept no longer than what could. */
const eraseOldDeadLetters = async (store: Store, project: string, before: string): Promise<void> => {
  await store.database.query('DELETE FROM earshot_log_dead WHERE project = $1 AND received_at < $2', [project, before]);
};

/**
 * What is no record, and does not say whose it is, may hold anybody's words: the shortest promise of all projects holds
 * for it, and where none is given, it is not kept for ever either.
 */
const eraseNobodys = async (store: Store, projects: Projects, nowMs: number): Promise<void> => {
  const days = Object.values(projects).map(({ retentionDays }) => retentionDays ?? MARK_DAYS);
  await eraseOldDeadLetters(store, '', keptSince(nowMs, Math.min(MARK_DAYS, ...days)));
};

/**
 * Erases what was received longer ago than its project keeps, as by its id: with attachments, and with a mark, since a page
 * may still send it again. Then forgets the oldest marks. Returns the number of records by project.
 */
export const sweep = async (
  store: Store,
  projects: Projects,
  nowMs: number,
  goOn: GoOn = () => true,
): Promise<Record<string, number>> => {
  // Months of which nothing is kept any more go as a whole; the rest goes one by one.
  const { counts, failures } = await dropPast(store, projects, nowMs, goOn);
  for (const [project, { retentionDays }] of Object.entries(projects)) {
    if (!retentionDays) continue;
    const before = keptSince(nowMs, retentionDays);
    const erased = await eraseOlder(store, project, before, goOn);
    if (erased) counts[project] = (counts[project] ?? 0) + erased;
    if (counts[project]) {
      // One row a run: which records they were nobody shall read anywhere any more.
      const detail = `${counts[project]} older than ${retentionDays} days`;
      await audit(store.database.query, {
        atMs: nowMs,
        who: BY_AGE,
        action: 'records.aged',
        target: 'records',
        project,
        detail,
      });
    }
    await eraseOldUserData(store, project, before);
    await eraseOldDeadLetters(store, project, before);
  }
  await eraseNobodys(store, projects, nowMs);
  if (await goOn())
    await store.database.query('DELETE FROM earshot_erased WHERE erased_at < $1', [keptSince(nowMs, MARK_DAYS)]);
  // Said once all else is erased that can be.
  if (failures.length) throw failures[0];
  return counts;
};
