import { restore } from '../transfer/backup/restore';
import { auditCommand } from './by-command';
import { type Command, only, optional } from './command';
import { withStore } from './with-store';

export const restoreCommand: Command = {
  takes: 'FILE [--erasures FILE] [--expired-anyway]',
  help: `Brings a backup back: into an empty database, or into its own, where it adds what is missing. What was erased stays erased.
Stop the collectors before. A file that is cut off or altered is refused before anything is written.
  FILE              a backup
  --erasures        a newer backup, or what "erasures" wrote: what was erased after FILE was made stays erased too
  --expired-anyway  takes a backup whose time is over`,
  options: { erasures: { type: 'string' }, 'expired-anyway': { type: 'boolean' } },
  async run(given, context) {
    const path = only(given, 'FILE');
    return withStore(context, async ({ database }) => {
      const { rows, unknownTables, erased } = await restore({
        database,
        path,
        erasures: optional(given, 'erasures'),
        expiredAnyway: given.values['expired-anyway'] === true,
        nowMs: context.clock(),
        onProgress: (done, total) => context.progress.show(done, total),
      });
      context.progress.end();
      await auditCommand(database, context, {
        action: 'backup.restored',
        target: 'backup',
        detail: `${rows} rows, ${erased} records erased again`,
      });
      if (unknownTables.length)
        context.say(`left out, since this collector has no such table: ${unknownTables.join(', ')}`);
      context.say(`${rows} rows restored${erased ? `, ${erased} records erased again` : ''}`);
      return 0;
    });
  },
};
