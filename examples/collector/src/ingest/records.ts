import { type FeedbackRecord, idOf, parseRecord, type RecordResult } from '../contract';
import type { IngestStore } from '../log/ingest-log';
import type { Tally } from '../prometheus/tally';
import type { Look } from '../spam/spam';
import type { Received } from '../storage/rows';

/** A stored record's id, as the contract has it. Any other text was never stored, and may be one that no database takes. */
export const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * One result for each record of a batch, in order. Resolves after the database, or the ingest log, has committed.
 * A record whose id was stored before is a `duplicate` even when this copy of it could not be read (rule Q3).
 * @throws when the database does not answer: no record of the batch may be acked then.
 */
export const ingestRecords = async (
  store: IngestStore,
  records: unknown[],
  received: Received,
  log: (line: string) => void,
  logMended: (project: string, mended: string[]) => void,
  tally: Tally,
  look: (record: FeedbackRecord, sent: unknown, mended: string[]) => Look,
): Promise<RecordResult[]> => {
  const { project } = received;
  const unreadable: { index: number; id: string; code: string }[] = [];
  const results = await Promise.all(
    records.map(async (value, index): Promise<RecordResult> => {
      const parsed = parseRecord(value);
      if (!parsed.ok) {
        const id = idOf(value) ?? '';
        unreadable.push({ index, id, code: parsed.code });
        return { id, status: parsed.code === 'unknown_version' ? 'retry' : 'rejected', code: parsed.code };
      }
      const { record, mended } = parsed;
      const { id } = record;
      const { signals, stored } = look(record, value, mended);
      const outcome = await store.insert(record, { ...received, signals });
      if (outcome === 'accepted') stored();
      if (outcome === 'accepted' && mended.length) {
        store.counters.add(project, 'mended');
        logMended(project, mended);
      }
      if (typeof outcome === 'string') return { id, status: outcome };
      if ('retry' in outcome) return { id, status: 'retry', code: outcome.retry };
      // Our fault and not the sender's: it keeps the record until this collector is mended, and sends it again until then.
      log(`submissions: the database refuses a record of project "${project}": SQLSTATE ${outcome.unstorable}`);
      return { id, status: 'retry', code: 'not_stored' };
    }),
  );
  const ids = unreadable.map(({ id }) => id).filter((id) => UUID7.test(id));
  // Where records go to a log, the database may be away while they are taken: what could not be read then waits for it.
  const known = !ids.length
    ? new Set<string>()
    : await store.known(project, ids).catch((error: unknown) => {
        if (results.some(({ status }) => status === 'accepted' || status === 'duplicate')) return undefined;
        throw error;
      });
  for (const { index, id } of unreadable) {
    if (!known) {
      results[index] = { id, status: 'retry', code: 'unavailable' };
      store.counters.add(project, 'retry');
    } else if (known.has(id)) {
      results[index] = { id, status: 'duplicate' };
      store.counters.add(project, 'duplicate');
      store.counters.add(project, 'conflict');
    } else store.counters.add(project, results[index]!.status === 'retry' ? 'retry' : 'rejected');
  }
  for (const { status, code } of results) if (code) tally.refused('record', project, status, code);
  return results;
};
