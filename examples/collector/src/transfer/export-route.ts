import type { Context } from 'hono';
import { audit } from '../accounts/audit';
import { refuse } from '../ingest/answer';
import { csvParts } from './export-csv';
import { ndjsonParts } from './export-ndjson';
import type { TransferOptions } from './import-route';
import { selectionOf } from './selection';
import { begun, streamOf } from './stream';
import { totalOf } from './total';

export const FORMATS = ['ndjson', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

const TYPES = { ndjson: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8; header=present' };

/** `GET /v1/admin/export?project=&format=ndjson|csv&from=&to=&kind=&bom=1`: streams, page by page, without a transaction. */
export const exportRoute =
  ({ store, clock, log }: TransferOptions) =>
  async (c: Context) => {
    const { format = 'ndjson', bom, ...asked } = c.req.query();
    if (format !== 'ndjson' && format !== 'csv')
      return refuse(c, 400, { code: 'invalid_batch', message: '"format" must be ndjson or csv.' });
    const selection = selectionOf(asked);
    if (typeof selection === 'string') return refuse(c, 400, { code: 'invalid_batch', message: selection });
    await audit(store.database.query, {
      atMs: clock(),
      who: 'admin API',
      action: 'records.exported',
      target: format,
      project: selection.project,
    });
    const total = await totalOf(store.database.query, selection);
    const parts =
      format === 'csv'
        ? csvParts(store.database, selection, { bom: bom === '1' })
        : ndjsonParts(store.database, selection);
    const texts = await begun(
      (async function* () {
        for await (const { text } of parts) yield text;
      })(),
    );
    const failed = (error: unknown) =>
      log(`export: project "${selection.project}": broken off: ${(error as { code?: string }).code ?? 'unknown'}`);
    return c.body(streamOf(texts, failed), 200, {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="${selection.project}.${format}"`,
      'X-Content-Type-Options': 'nosniff',
      // Of records, as they were when the export began: more may have come or gone since.
      ...(total !== undefined && { 'Earshot-Total-Estimate': String(total) }),
    });
  };
