import { csvParts } from '../transfer/export-csv';
import { ndjsonParts } from '../transfer/export-ndjson';
import { selectionOf } from '../transfer/selection';
import { totalOf } from '../transfer/total';
import { auditCommand } from './by-command';
import { type Command, Misused, optional, required } from './command';
import { withStore } from './with-store';

export const exportCommand: Command = {
  takes: '--project NAME [--format ndjson|csv] [--from DAY] [--to DAY] [--kind KIND] [--bom] > FILE',
  help: `Writes the records of a project to the standard output, in the order in which they were made.
  --project  which project
  --format   ndjson (default): all of each record, for import and for programs. csv: a table for spreadsheets
  --from     received on this day or later: 2026-01-31, or 2026-01-31T12:00:00Z (UTC)
  --to       received before this day
  --kind     submission, impression, dismissal, signal or userdata; all by default
  --bom      csv begins with a byte order mark, which Excel needs`,
  options: {
    project: { type: 'string' },
    format: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    kind: { type: 'string' },
    bom: { type: 'boolean' },
  },
  async run(given, context) {
    const format = optional(given, 'format') ?? 'ndjson';
    if (format !== 'ndjson' && format !== 'csv') throw new Misused('--format must be ndjson or csv.');
    const [from, to, kind] = ['from', 'to', 'kind'].map((name) => optional(given, name));
    const selection = selectionOf({ project: required(given, 'project'), from, to, kind });
    if (typeof selection === 'string') throw new Misused(selection);
    return withStore(context, async ({ database }) => {
      await auditCommand(database, context, { action: 'records.exported', target: format, project: selection.project });
      const total = await totalOf(database.query, selection);
      const parts =
        format === 'csv'
          ? csvParts(database, selection, { bom: given.values['bom'] === true })
          : ndjsonParts(database, selection);
      let done = 0;
      for await (const { text, records } of parts) {
        await context.write(text);
        context.progress.show((done += records), total);
      }
      context.progress.end();
      context.say(`${done} records exported`);
      return 0;
    });
  },
};
