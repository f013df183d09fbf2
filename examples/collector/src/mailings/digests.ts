import type { Project } from '../limits';
import type { Day } from '../metrics/calendar';
import type { Rolling } from '../rollup/rolling';
import type { Database } from '../storage/database';
import { allChoices, type StoredChoice } from './choices';
import { type DigestFacts, digestPassages, periodWords, saysNothing } from './digest';
import { type Letterhead, letterTo } from './letterhead';
import { queueMail } from './queue-mail';
import { readDigest } from './read-digest';
import { dueDay, slotDay, toldDays } from './slot';

/** How long a mail waits for what is not counted yet; then it says so. */
const COUNT_WAIT_MS = 10_000;

export interface DigestsOptions {
  database: Database;
  projects: { [name: string]: Project };
  rolling: Rolling;
  letterhead: Letterhead;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** What goes wrong in one project, which does not keep the others from their digests. */
  failed: (project: string, error: unknown) => void;
}

/** The day of the last digest by person and project, whatever became of it. */
const lastDays = async (database: Database): Promise<(choice: StoredChoice) => Day | undefined> => {
  const rows = await database.query<{ person: string; project: string; day: Day }>(
    `SELECT person, project, max(period) AS day FROM earshot_mails WHERE kind = 'digest' GROUP BY person, project`,
  );
  const byKey = new Map(rows.map(({ person, project, day }) => [`${person}\n${project}`, day]));
  return ({ person, project }) => byKey.get(`${person}\n${project}`);
};

/** Puts every digest that is due into the outbox: once each, whichever and however many collectors do so. Returns how many. */
export const queueDigests = async (options: DigestsOptions): Promise<number> => {
  const { database, projects, rolling, letterhead, clock, failed } = options;
  const choices = (await allChoices(database.query)).filter(({ project }) => Object.hasOwn(projects, project));
  if (!choices.some(({ digest }) => digest !== 'none')) return 0;
  const lastDay = await lastDays(database);
  const read = new Map<string, DigestFacts>();
  /** Whether there was one. */
  const queueOne = async (choice: StoredChoice): Promise<boolean> => {
    const { person, project, digest, changedAtMs } = choice;
    const { timeZone = 'UTC', followUp = 'each' } = projects[project]!;
    const nowMs = clock();
    const day = dueDay(choice, nowMs, timeZone);
    const last = lastDay(choice);
    if (day === undefined || (last !== undefined && last >= day)) return false;
    // What came while none was wanted is not made up for.
    const before = last !== undefined && last > slotDay(changedAtMs, timeZone) ? last : undefined;
    const period = toldDays(day, digest, before);
    const key = JSON.stringify([project, period]);
    let facts = read.get(key);
    if (!facts) {
      const complete = await rolling.counted(project, COUNT_WAIT_MS);
      facts = await readDigest({ database, project, timeZone, followUp, period, complete, nowMs });
      read.set(key, facts);
    }
    const letter = await letterTo(letterhead, {
      kind: 'digest',
      person,
      project,
      subject: `${project}: ${facts.submissions.now === 1 ? '1 submission' : `${facts.submissions.now} submissions`}, ${periodWords(period)}`,
      passages: digestPassages(facts, letterhead.addressOf(project), nowMs),
      why: `You chose a ${digest} digest of ${project}.`,
    });
    const mail = {
      kind: 'digest' as const,
      person,
      project,
      period: day,
      written: saysNothing(facts) ? undefined : letter,
    };
    return queueMail(database.query, mail, nowMs);
  };
  let queued = 0;
  for (const choice of choices)
    try {
      queued += Number(await queueOne(choice));
    } catch (error) {
      failed(choice.project, error);
    }
  return queued;
};
