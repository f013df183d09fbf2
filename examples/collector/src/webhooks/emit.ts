import type { FeedbackRecord } from '../contract';
import type { Projects } from '../limits';
import type { Query } from '../storage/database';
import { addDeliveries } from '../storage/deliveries';
import { type Occurred, route, webhooksOf } from './route';

/** Something that happened to a submission that is stored. */
export interface StoredOccurred extends Omit<Occurred, 'record'> {
  /** Its id. */
  record: string;
}

/**
 * Tells the webhooks of what a transaction does to a stored submission: `query` must be that transaction's, so that they
 * are told if and only if it commits. Until then it holds the submission's row, so that an erasure comes after it and
 * finds what it wrote. Asks the database nothing where no webhook wants such events.
 */
export const emit = async (projects: Projects, query: Query, occurred: StoredOccurred): Promise<void> => {
  const { project, event, record } = occurred;
  if (!webhooksOf(projects, project).some(({ events }) => events?.includes(event))) return;
  const [row] = await query<{ body: string }>(
    'SELECT body FROM earshot_submissions WHERE project = $1 AND id = $2 FOR KEY SHARE',
    [project, record],
  );
  if (row) await addDeliveries(query, route(projects, { ...occurred, record: JSON.parse(row.body) as FeedbackRecord }));
};
