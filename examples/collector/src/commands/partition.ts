import { addMonths } from '../storage/partitions/add-month';
import { partition } from '../storage/partitions/partition';
import { type Command, Misused, optional } from './command';
import { withStore } from './with-store';

/** Empty partitions cost each question a little: more than ten years of them are a slip of the finger. */
const MOST_MONTHS = 120;

const monthsSince = (text: string, nowMs: number): number => {
  const now = new Date(nowMs);
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  const months = (now.getUTCFullYear() - Number(year)) * 12 + now.getUTCMonth() + 1 - Number(month);
  if (!(months >= 0 && months <= MOST_MONTHS))
    throw new Misused(`--from must be a month of the last ten years, like 2026-01; it is "${text}".`);
  return months;
};

export const partitionCommand: Command = {
  takes: '[--from MONTH]',
  help: `Partitions the submissions by month, once, on PostgreSQL. One transaction: nothing is copied and nothing can be lost. What
is there becomes the partition of all that came before; months from the next one on have their own. Visitors are told to
wait meanwhile, and send again: for each million submissions allow a minute. Doing it again changes nothing.
  --from   also makes the months since then, like 2026-01: before a restore into a database that is new`,
  options: { from: { type: 'string' } },
  async run(given, context) {
    const from = optional(given, 'from');
    const nowMs = context.clock();
    const back = from === undefined ? undefined : monthsSince(from, nowMs);
    return withStore(context, async ({ database }) => {
      if (!database.shared)
        throw new Misused(
          `${database.name} is a folder of PGlite: only PostgreSQL is partitioned. Nothing was changed.`,
        );
      const onStep = (step: string, done: number, of: number) => {
        context.progress.end();
        context.say(`${done + 1} of ${of}: ${step}`);
      };
      const done = await partition(database, { nowMs, onStep });
      context.say(
        done === 'already' ? `${database.name} was partitioned before.` : `${database.name} is partitioned by month.`,
      );
      const made = await addMonths(database, nowMs, back);
      if (made.length) context.say(`made ${made.join(', ')}`);
      return 0;
    });
  },
};
