import type { Scalar } from '../../contract';
import type { Database } from '../../storage/database';

/** What the host's import says of one of its users. */
export type ImportedData = { [key: string]: Scalar };

const IMPORTED = 'import.';

/** A dimension like those of `rollup/dimensions.ts`, whose names never begin so: joined when a page is read, and in no sum. */
export const importedDimension = (name: string): string => `${IMPORTED}${name}`;
export const isImported = (dimension: string): boolean => dimension.startsWith(IMPORTED);
/** The key as the host calls it. */
export const importedName = (dimension: string): string => dimension.slice(IMPORTED.length);

/** Users whose data is asked for its keys. Their order is that of their ids, which has nothing to do with what they have. */
const ASKED_USERS = 300;
/** More keys than a person chooses among. */
const MOST_NAMES = 40;

/** Dimensions of the import: the keys that the first users of it have. */
export const readImportedDimensions = async ({ query }: Database, project: string): Promise<string[]> => {
  const rows = await query<{ data: string }>(
    `SELECT data FROM earshot_userdata WHERE project = $1 ORDER BY user_key LIMIT ${ASKED_USERS}`,
    [project],
  );
  const names = new Set(rows.flatMap(({ data }) => Object.keys(JSON.parse(data) as ImportedData)));
  return [...names].sort().slice(0, MOST_NAMES).map(importedDimension);
};
