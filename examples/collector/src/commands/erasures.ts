import { erasureLines } from '../transfer/backup/backup';
import { replayFrom } from '../transfer/backup/restore';
import { type Command, Misused, optional } from './command';
import { withStore } from './with-store';

export const erasuresCommand: Command = {
  takes: '> FILE | erasures --replay FILE',
  help: `Writes the list of what was erased, as keyed hashes, to the standard output: nobody can be read from it. Keep the newest one
beside the backups, elsewhere than the database. With it an older state comes back without what was erased since.
  --replay  adds such a list, or that of a newer backup, and erases what is here and on it: for a database that was
            restored from a dump or a snapshot. "restore" does it by itself`,
  options: { replay: { type: 'string' } },
  async run(given, context) {
    const [word] = given.words;
    if (word) throw new Misused(`"${word}" is not taken. To write a file: erasures > ${word}`);
    const path = optional(given, 'replay');
    return withStore(context, async ({ database }) => {
      if (path === undefined) {
        for await (const line of erasureLines(database.query, context.clock())) await context.write(line);
        return 0;
      }
      const { erased, userData } = await replayFrom(database, path, (looked) => context.progress.show(looked));
      context.progress.end();
      context.say(`${erased} records and ${userData} rows of O-data erased again`);
      return 0;
    });
  },
};
