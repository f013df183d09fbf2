import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readConfig } from '../config';
import { importLines } from '../transfer/import';
import { auditCommand } from './by-command';
import { type Command, Misused, numeric, only, optional, required } from './command';
import { withStore } from './with-store';

/** Errors that are shown one by one. */
const SHOWN = 20;

export const importCommand: Command = {
  takes: 'FILE --project NAME [--format ndjson|csv] [--source NAME] [--from-line N]',
  help: `Reads records into a project. Each has its id, so that importing a file again changes nothing: to go on after a failure,
run the same command again. A line that cannot be read is named with its number, and the rest goes in (exit code 1 then).
  FILE         lines of an export, or feedback from elsewhere as { text, rating?, at, url?, source, id?, userKey?, locale? },
               or { userKey, data }; a CSV file has these names in its first line. "-" is the standard input
  --project    which project, one of EARSHOT_PROJECTS
  --format     ndjson or csv; by the name of the file otherwise
  --source     where feedback was given that does not say so itself, for example app-store
  --from-line  lines before it are not looked at`,
  options: {
    project: { type: 'string' },
    format: { type: 'string' },
    source: { type: 'string' },
    'from-line': { type: 'string' },
  },
  async run(given, context) {
    const file = only(given, 'FILE');
    const project = required(given, 'project');
    const format = optional(given, 'format') ?? (/\.csv$/i.test(file) ? 'csv' : 'ndjson');
    if (format !== 'ndjson' && format !== 'csv') throw new Misused('--format must be ndjson or csv.');
    const fromLine = numeric(given, 'from-line', 1, 1e10);
    if (!Object.hasOwn(readConfig(context.env).projects, project))
      throw new Misused(`There is no project "${project}". Add it to EARSHOT_PROJECTS, or correct --project.`);
    const size =
      file === '-'
        ? undefined
        : await stat(file).then(
            (found) => found.size,
            (error: NodeJS.ErrnoException) => {
              throw new Misused(`${file} cannot be read (${error.code}).`);
            },
          );
    return withStore(context, async (store) => {
      await auditCommand(store.database, context, { action: 'records.imported', target: format, project });
      const result = await importLines({
        store,
        project,
        format,
        fromLine,
        source: optional(given, 'source'),
        chunks: file === '-' ? context.stdin : createReadStream(file),
        nowMs: context.clock(),
        onProgress: ({ line, bytes }) =>
          // Lines are what counts; of their number only the bytes give an idea.
          context.progress.show(line, size && bytes ? Math.round((line / bytes) * size) : undefined),
      });
      context.progress.end();
      const { imported, duplicate, rejected, errors, unknownColumns = [], done } = result;
      if (unknownColumns.length)
        context.say(`left out, since nothing is known of such a column: ${unknownColumns.join(', ')}`);
      for (const { line, code, message } of errors.slice(0, SHOWN)) context.say(`line ${line}: ${message} (${code})`);
      if (rejected > SHOWN) context.say(`and ${rejected - Math.min(SHOWN, errors.length)} more`);
      context.say(`${imported} imported, ${duplicate} were there already, ${rejected} rejected`);
      if (!done)
        context.say(`The database failed. Run the same again, or with --from-line ${result.fromLine} to save time.`);
      return done && !rejected ? 0 : 1;
    });
  },
};
