import type { Day, Period } from '../../metrics/calendar';
import { addDays } from '../../metrics/calendar';
import { localDay, startOfLocalDay } from '../../metrics/local-day';
import type { Database } from '../../storage/database';
import { updatesAddress } from '../../updates/list-page';
import type { Which } from './steps';
import { readReleases } from './sums';

/** What happened on a day: a release, by its first answer, or an update that told visitors of a change. */
export interface Marker {
  kind: 'release' | 'update';
  day: Day;
  /** Name of the release, title of the update. */
  label: string;
  /** The page of the update. */
  href?: string;
}

/** What a table of the same days says of it. */
export const markerWords = ({ kind, label }: Marker): string => (kind === 'update' ? `update “${label}”` : label);

/** More are not looked at in a line; the newest are shown. */
const MOST_UPDATES = 60;

/** Updates that are published, by the day of the project on which they last were. */
const readUpdateMarkers = async (
  { query }: Database,
  project: string,
  { first, last }: Period,
  timeZone: string,
): Promise<Marker[]> => {
  const rows = await query<{ id: string; title: string; published_at: Date }>(
    `SELECT id, title, published_at FROM earshot_updates
     WHERE project = $1 AND state = 'published' AND published_at >= $2 AND published_at < $3
     ORDER BY published_at DESC LIMIT ${MOST_UPDATES}`,
    [
      project,
      new Date(startOfLocalDay(first, timeZone)).toISOString(),
      new Date(startOfLocalDay(addDays(last, 1), timeZone)).toISOString(),
    ],
  );
  return rows.map(({ id, title, published_at }) => ({
    kind: 'update',
    day: localDay(new Date(published_at).getTime(), timeZone),
    label: title,
    href: updatesAddress(project, id),
  }));
};

export interface MarkersWanted {
  database: Database;
  project: string;
  /** Figures whose answers tell of releases. */
  hashes: string[];
  period: Period & Which;
  /** IANA. */
  timeZone: string;
}

/** Releases and updates of a period, the earliest first. */
export const readMarkers = async ({
  database,
  project,
  hashes,
  period,
  timeZone,
}: MarkersWanted): Promise<Marker[]> => {
  const [releases, updates] = await Promise.all([
    readReleases(database, project, hashes, period, period),
    readUpdateMarkers(database, project, period, timeZone),
  ]);
  const all = [...releases.map(({ release, day }): Marker => ({ kind: 'release', day, label: release })), ...updates];
  return all.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
};
