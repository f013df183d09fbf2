import { randomUUID } from 'node:crypto';
import { type FigureAlertsOptions, lookAtFigures } from '../alerts/figure-alerts';
import { lookForSilence } from '../alerts/silence-alerts';
import type { Projects } from '../limits';
import type { Outbox } from '../mail/outbox';
import type { Rolling } from '../rollup/rolling';
import { takeLease } from '../storage/lease';
import type { Store } from '../storage/store';
import { allChoices } from './choices';
import { queueDigests } from './digests';
import type { Letterhead } from './letterhead';
import { forgetOld } from './queue-mail';

const TURN_MS = 60_000;
/** Silence is looked for this often, by one of the collectors that share a database. */
const SILENCE_MS = 600_000;
const SILENCE_LEASE_S = 900;
const FORGET_MS = 3_600_000;

export interface MailingsOptions {
  store: Store;
  projects: Projects;
  rolling: Rolling;
  /** Undefined: nobody is mailed. */
  outbox: Outbox | undefined;
  /** Undefined: nobody is mailed, since a mail would not know where the report is. */
  letterhead: Letterhead | undefined;
  /** Projects whose webhooks are told of figures that change. */
  told: string[];
  tell: FigureAlertsOptions['tell'];
  clock: () => number;
  log: (line: string) => void;
}

/** Sends digests and alerts when they are due. Any number of collectors may do it: what makes a mail one is its key. */
export const startMailings = (options: MailingsOptions) => {
  const { store, projects, rolling, outbox, letterhead, told, tell, clock, log } = options;
  const { database } = store;
  const holder = randomUUID();
  let silenceAtMs = Number.NEGATIVE_INFINITY;
  let forgotAtMs = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let away = false;
  /** Projects in which something went wrong at the last turn: said once, until it goes well. */
  let failing = new Set<string>();

  /** Everything that is due by now is in the outbox when it resolves. */
  const turn = async (): Promise<void> => {
    const mails = outbox && letterhead;
    const choices = mails ? await allChoices(database.query) : [];
    const failedNow = new Set<string>();
    const failed = (project: string, error: unknown) => {
      const { code, name } = error as { code?: string; name: string };
      if (!failing.has(project) && !failedNow.has(project)) log(`digests and alerts of ${project}: ${code ?? name}`);
      failedNow.add(project);
    };
    let queued = 0;
    /** What goes wrong in one project does not keep the others from their mails. */
    const attempt = async (project: string, look: () => Promise<number>) => {
      try {
        queued += await look();
      } catch (error) {
        failed(project, error);
      }
    };
    if (mails) queued += await queueDigests({ database, projects, rolling, letterhead, clock, failed });
    const silenceIsDue =
      mails &&
      clock() - silenceAtMs >= SILENCE_MS &&
      (await takeLease(database.query, 'silence', holder, SILENCE_LEASE_S));
    for (const [project, { timeZone = 'UTC' }] of Object.entries(projects)) {
      const choosers = choices.filter((choice) => choice.project === project && choice.alerts);
      if (!choosers.length && !told.includes(project)) continue;
      if (stopped) return;
      await attempt(project, () =>
        lookAtFigures({ database, rolling, letterhead, clock, tell }, project, timeZone, choosers),
      );
      if (silenceIsDue && choosers.length)
        await attempt(project, async () =>
          Number(await lookForSilence({ database, letterhead, clock }, project, choosers)),
        );
    }
    failing = failedNow;
    if (silenceIsDue) silenceAtMs = clock();
    // Also without mails: webhooks are told of figures once, too.
    if (clock() - forgotAtMs >= FORGET_MS) {
      await forgetOld(database.query, clock());
      forgotAtMs = clock();
    }
    if (queued) outbox?.wake();
  };

  const run = () => {
    running ??= turn()
      .then(() => {
        away = false;
      })
      .catch((error: { code?: string; name: string }) => {
        if (!away) log(`digests and alerts: the database failed: ${error.code ?? error.name}`);
        away = true;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  return {
    turn,
    start() {
      timer = setInterval(run, TURN_MS);
      timer.unref();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
};
