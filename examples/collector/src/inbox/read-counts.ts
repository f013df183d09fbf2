import type { Database } from '../storage/database';
import { STATUSES, type Status } from './status';

/** Counted no further: "1,000+" says enough, and a million is not counted at each look. */
export const MOST_COUNTED = 1_000;

/** Submissions by state, without tests; `MOST_COUNTED + 1` where there are more. */
export const readCounts = async ({ query }: Database, project: string): Promise<Record<Status, number>> => {
  const counts = await query<{ status: Status; n: number | string }>(
    STATUSES.map(
      (status) => `SELECT '${status}' AS status, count(*) AS n FROM (
        SELECT 1 FROM earshot_submissions WHERE project = $1 AND status = '${status}' AND kind = 'submission'
          AND NOT test LIMIT ${MOST_COUNTED + 1}
      ) AS some_${status}`,
    ).join(' UNION ALL '),
    [project],
  );
  const byStatus = { new: 0, acknowledged: 0, resolved: 0, spam: 0 };
  for (const { status, n } of counts) byStatus[status] = Number(n);
  return byStatus;
};
