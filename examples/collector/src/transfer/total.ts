import type { Query } from '../storage/database';
import { within } from './pages';
import type { Selection } from './selection';

/** Above it nobody waits for a count. */
const MOST_COUNTED = 1_000_000;
/** Above every id. */
const LAST = 'g';

/** How many records an export will have, for its progress; undefined where counting them would take long. */
export const totalOf = async (query: Query, selection: Selection): Promise<number | undefined> => {
  if (selection.kind === 'userdata') return undefined;
  const { where, params } = within(selection, { after: '', upTo: LAST });
  const [found] = await query<{ total: number | string }>(
    `SELECT count(*) AS total FROM (
       SELECT 1 FROM earshot_submissions s WHERE ${where} LIMIT ${MOST_COUNTED + 1}
     ) AS counted`,
    params,
  );
  const total = Number(found?.total ?? 0);
  return total > MOST_COUNTED ? undefined : total;
};
