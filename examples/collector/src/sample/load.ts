import { StartError } from '../storage/database';
import type { Store } from '../storage/store';
import { createTheme } from '../themes/actions';
import { partsOf, type WholeSample } from './parts';
import { type SampleRecord, sample } from './sample';
import { sampleThemes } from './themes';

export interface Progress {
  /** Submissions that are there by now, over all projects. */
  submissions: number;
  of: number;
  /** Records of every kind that were stored by this run. */
  stored: number;
}

/** What the database is marked with: its sample, so that an interrupted load goes on with the same one, and its end. */
const BEGUN = 'sample';
const LOADED = 'sample_loaded';

/** Who made the themes. */
const TEAM = 'the sample';

/** Records that go in at once, which fills two groups of commits. While one lot is written the next is made. */
const LOT = 512;
const LOTS = 2;

const markOf = async ({ database }: Store, name: string): Promise<string | undefined> => {
  const rows = await database.query<{ value: string }>('SELECT value FROM earshot_settings WHERE name = $1', [name]);
  return rows[0]?.value;
};

/** Inserts one project, in order. A lot that is known from a broken-off run is not sent again. */
const loadPart = async (
  store: Store,
  project: string,
  records: Iterable<SampleRecord>,
  resumed: boolean,
  count: (lot: SampleRecord[], stored: number) => void,
): Promise<void> => {
  const insert = async (lot: SampleRecord[]): Promise<void> => {
    const known = resumed
      ? await store.known(
          project,
          lot.map(({ record }) => record.id),
        )
      : new Set<string>();
    const missing = lot.filter(({ record }) => !known.has(record.id));
    const outcomes = await Promise.all(
      missing.map(({ record, receivedAtMs, skewMs }) => store.insert(record, { project, receivedAtMs, skewMs })),
    );
    const refused = outcomes.find((outcome) => typeof outcome === 'object');
    if (refused)
      throw new Error(`A record of the sample for "${project}" was refused by the database (${refused.unstorable}).`);
    count(lot, missing.length);
  };

  const onTheWay: Promise<void>[] = [];
  const send = async (lot: SampleRecord[]): Promise<void> => {
    const sent = insert(lot);
    // A failure is heard below, when its turn comes.
    sent.catch(() => {});
    if (onTheWay.push(sent) === LOTS) await onTheWay.shift();
  };
  try {
    let lot: SampleRecord[] = [];
    for (const one of records) {
      lot.push(one);
      if (lot.length < LOT) continue;
      await send(lot);
      lot = [];
    }
    await send(lot);
    await Promise.all(onTheWay);
  } finally {
    // Whoever hears that it failed may close the store.
    await Promise.allSettled(onTheWay);
  }
};

/**
 * Puts the sample into a database, through the same door as what visitors send; the ids are those of the seed, so that
 * nothing can be there twice. A second call does nothing, and one that was broken off is gone on with: with the sample
 * that was begun, whatever `whole` says.
 * @returns whether there was anything to do.
 * @throws {StartError} `config` where the database holds feedback that is no sample.
 */
export const loadSample = async (
  store: Store,
  whole: WholeSample,
  onProgress: (progress: Progress) => void = () => {},
): Promise<boolean> => {
  if (await markOf(store, LOADED)) return false;
  // In this order: a load that began meanwhile has marked the database before its first row.
  const [stored] = await store.database.query('SELECT id FROM earshot_submissions LIMIT 1');
  if (stored && !(await markOf(store, BEGUN)))
    throw new StartError(
      'config',
      `${store.database.name} holds feedback that is no sample, and nothing is mixed into it. ` +
        'Name an empty database or folder for the sample, or none: it has a folder of its own.',
    );
  // Two that begin at once both go on with what the first of them wrote.
  const { value, made } = await store.setting(BEGUN, () => JSON.stringify(whole));
  const chosen: WholeSample = JSON.parse(value);
  const progress = { submissions: 0, of: chosen.size, stored: 0 };
  for (const { project, now } of partsOf(chosen))
    for (const { id, ...content } of sampleThemes(project))
      await createTheme(store.database, content, { project, who: TEAM, nowMs: now }, id);
  for (const part of partsOf(chosen))
    await loadPart(store, part.project, sample(part), !made, (lot, stored) => {
      progress.submissions += lot.filter(({ record }) => record.kind === 'submission').length;
      progress.stored += stored;
      onProgress({ ...progress });
    });
  await store.setting(LOADED, () => new Date(chosen.now).toISOString());
  return true;
};
