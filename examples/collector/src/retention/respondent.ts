import type { FeedbackRecord } from '../contract';
import { searchable } from '../search/fold';
import type { AlsoErased } from '../storage/erase';
import type { Store } from '../storage/store';
import { stretchesOf } from '../transfer/pages';
import { userDataName } from '../transfer/user-data';

/** How a person is known: by the host's key, by the device's random id, or by the address that they gave. */
export type Who = { userKey: string } | { anonId: string } | { email: string };

interface Search {
  /** Stands in the body of each record of this person, and perhaps in others. */
  holds: string;
  /** That one statement looks at: it brings back what may be this person's. */
  rows: number;
  is(record: FeedbackRecord): boolean;
}

/** The first may be anything: what could not be read as a record is looked through as well. */
const sameAddress = (a: unknown, b: string): boolean =>
  typeof a === 'string' && searchable(a.trim()) === searchable(b.trim());

const searchFor = (who: Who): Search => {
  // As it stands in a body, which JSON.stringify has written.
  if ('userKey' in who)
    return {
      holds: JSON.stringify(who.userKey),
      rows: 500,
      is: ({ respondent }) => respondent?.userKey === who.userKey,
    };
  if ('anonId' in who)
    return { holds: JSON.stringify(who.anonId), rows: 500, is: ({ respondent }) => respondent?.anonId === who.anonId };
  // Whether two addresses are the same in small letters is not asked of a database: each has its own.
  return {
    holds: '"email":',
    rows: 200,
    is: ({ respondent }) => sameAddress(respondent?.contact?.email, who.email),
  };
};

/** Removes what the host told of a user, and leaves a mark that a restored backup minds. */
const eraseUserData = async (store: Store, project: string, userKey: string): Promise<number> => {
  await store.database.query(
    `INSERT INTO earshot_erased (project, id_hash, erased_at) VALUES ($1, $2, now())
     ON CONFLICT (project, id_hash) DO UPDATE SET erased_at = excluded.erased_at`,
    [project, store.hashOf(project, userDataName(userKey))],
  );
  const gone = await store.database.query(
    'DELETE FROM earshot_userdata WHERE project = $1 AND user_key = $2 RETURNING user_key',
    [project, userKey],
  );
  return gone.length;
};

export interface Erased {
  /** Submissions and other records. */
  erased: number;
  /** Rows of O-data, by `userKey` only. */
  userData: number;
}

/**
 * Erases all records of a person, each as an erasure by its id, and their O-data. It looks at every record of the project,
 * a stretch at a time, since nothing but the records says whose they are. Addresses are compared without regard to case.
 * `also` commits with each erasure. What the person sends afterwards, or what still waits on their device, is stored as before.
 */
export const eraseRespondent = async (
  store: Store,
  project: string,
  who: Who,
  onProgress: (looked: number, erased: number) => void = () => {},
  also?: AlsoErased,
): Promise<Erased> => {
  const { holds, rows: lookRows, is } = searchFor(who);
  let looked = 0;
  let erased = 0;
  for await (const stretch of stretchesOf(store.database.query, project, lookRows)) {
    const rows = await store.database.query<{ id: string; body: string }>(
      `SELECT s.id, s.body FROM earshot_submissions s
       WHERE s.project = $1 AND s.id > $2 AND s.id <= $3 AND strpos(s.body, $4) > 0`,
      [project, stretch.after, stretch.upTo, holds],
    );
    for (const { id, body } of rows) if (is(JSON.parse(body)) && (await store.erase(project, id, also))) erased++;
    looked += stretch.looked;
    onProgress(looked, erased);
  }
  const dead = await store.database.query<{ record_id: string; entry: string }>(
    'SELECT record_id, entry FROM earshot_log_dead WHERE project = $1 AND strpos(entry, $2) > 0',
    [project, holds],
  );
  for (const { record_id, entry } of dead)
    if (is((JSON.parse(entry) as { record: FeedbackRecord }).record)) {
      await store.erase(project, record_id, also);
      erased++;
    }
  return { erased, userData: 'userKey' in who ? await eraseUserData(store, project, who.userKey) : 0 };
};
