import { MARK_DAYS } from '../retention/by-age';
import { backup, KEEP_DAYS } from '../transfer/backup/backup';
import { pruneBackups } from '../transfer/backup/prune';
import { auditCommand } from './by-command';
import { type Command, Misused, numeric, only, optional } from './command';
import { withStore } from './with-store';

export const backupCommand: Command = {
  takes: 'FILE [--keep-days N] | backup --prune FOLDER',
  help: `Writes all projects into one file, as they were at one moment: records, attachments, what was erased (as keyed hashes)
and the key of these hashes, settings. Not in it: the admin token. Only its owner may read the file; it holds what people
said, so keep it as safe as the database. On PostgreSQL the collectors go on meanwhile.
  FILE         where to, for example /backups/earshot-2026-01-31.gz; one that is there is replaced when the new one is whole
  --keep-days  days for which it may be restored, 1 to 365 (default: ${KEEP_DAYS})
  --prune      removes the backups in FOLDER whose time is over, and nothing else`,
  options: { 'keep-days': { type: 'string' }, prune: { type: 'string' } },
  async run(given, context) {
    const folder = optional(given, 'prune');
    if (folder !== undefined) {
      if (given.words.length) throw new Misused('--prune only removes: make the backup with another command.');
      const removed = await pruneBackups(folder, context.clock());
      for (const name of removed) context.say(`removed ${name}`);
      context.say(`${removed.length} removed`);
      return 0;
    }
    const path = only(given, 'FILE');
    const keepDays = numeric(given, 'keep-days', KEEP_DAYS, MARK_DAYS - 35);
    return withStore(context, async ({ database }) => {
      const onProgress = (rows: number, total?: number) => context.progress.show(rows, total);
      // Before it, so that the backup has it, too.
      await auditCommand(database, context, {
        action: 'backup.made',
        target: 'backup',
        detail: `kept for ${keepDays} days`,
      });
      const { rows, header } = await backup({ database, path, keepDays, nowMs: context.clock(), onProgress });
      context.progress.end();
      context.say(`${rows} rows in ${path}, to be restored until ${header.expiresAt!.slice(0, 10)}`);
      return 0;
    });
  },
};
