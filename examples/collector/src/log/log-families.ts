import type { Family } from '../prometheus/exposition';
import type { IngestLog } from './ingest-log';

/** What `GET /metrics` shows of the ingest log. Asks nobody. */
export const logFamilies = (ingestLog: IngestLog): Family[] => {
  const { logged, again, full, unavailable, accepted, duplicate, dead } = ingestLog.counts();
  const { backlog } = ingestLog;
  const byOutcome = (name: string, help: string, values: Record<string, number>): Family => ({
    name,
    help,
    type: 'counter',
    samples: Object.entries(values).map(([outcome, value]) => ({ labels: { outcome }, value })),
  });
  const gauge = (name: string, help: string, value: number): Family => ({
    name,
    help,
    type: 'gauge',
    samples: [{ value }],
  });
  return [
    byOutcome(
      'earshot_log_records_total',
      'Records that were to be put into the ingest log: logged, again (it had them), full or unavailable (answered retry).',
      { logged, again, full, unavailable },
    ),
    byOutcome(
      'earshot_log_written_total',
      'Records that this process took from the log: accepted, duplicate (stored before, or erased), dead (set aside).',
      { accepted, duplicate, dead },
    ),
    gauge('earshot_log_up', '1 while this process has a connection to the log.', Number(ingestLog.isUp())),
    gauge(
      'earshot_log_waiting',
      'Records in the log that no collector has taken. All collectors show the same.',
      backlog.waiting,
    ),
    gauge('earshot_log_unacked', 'Records that collectors are writing, or had when they were killed.', backlog.unacked),
    gauge('earshot_log_redelivered', 'Of the unacked ones, how many were taken more than once.', backlog.redelivered),
    gauge('earshot_log_bytes', 'Bytes in the log.', backlog.bytes),
    gauge('earshot_log_dead', 'Records that cannot be stored, in the table earshot_log_dead.', backlog.dead),
  ];
};
