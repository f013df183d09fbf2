import type { CounterName, CounterValues } from '../storage/counters';
import type { Family } from './exposition';
import type { Tally } from './tally';

const STATUSES = ['accepted', 'duplicate', 'rejected', 'retry'] as const;

export interface Counted {
  /** Those that are configured, and no other: a name that somebody invents makes no series. */
  projects: string[];
  /** Of a project, since this process was started. */
  since(project: string): CounterValues;
  tally: Tally;
  /** When this process was started, in milliseconds since 1970. */
  startedAtMs: number;
}

/** Everything that `GET /metrics` shows. What is by project is there from the start, at 0, so that a rate finds the first one. */
export const families = ({ projects, since, tally, startedAtMs }: Counted): Family[] => {
  const of = (project: string, name: CounterName) => since(project)[name] ?? 0;
  const each = (name: string, help: string, counter: CounterName): Family => ({
    name,
    help,
    type: 'counter',
    samples: projects.map((project) => ({ labels: { project }, value: of(project, counter) })),
  });
  const byStatus = (name: string, help: string, prefix: '' | 'attachment_'): Family => ({
    name,
    help,
    type: 'counter',
    samples: projects.flatMap((project) =>
      STATUSES.map((status) => ({ labels: { project, status }, value: of(project, `${prefix}${status}`) })),
    ),
  });
  return [
    byStatus('earshot_records_total', 'Records by what became of them; accepted ones were committed.', ''),
    {
      name: 'earshot_records_refused_total',
      help: 'Records that were rejected or asked for again, by the code that says why.',
      type: 'counter',
      samples: tally.refusedOf('record'),
    },
    each('earshot_record_conflicts_total', 'Duplicates whose body differed from the one that stands.', 'conflict'),
    each('earshot_records_mended_total', "Accepted records that were malformed beside the visitor's words.", 'mended'),
    each(
      'earshot_records_uncounted_total',
      'Stored records that are in no figure, since they cannot be counted.',
      'uncounted',
    ),
    each('earshot_records_erased_total', 'Records that were erased.', 'erased'),
    byStatus('earshot_attachments_total', 'Attachments by what became of them.', 'attachment_'),
    {
      name: 'earshot_attachments_refused_total',
      help: 'Attachments that were rejected or asked for again, by the code that says why.',
      type: 'counter',
      samples: tally.refusedOf('attachment'),
    },
    each('earshot_attachment_bytes_total', 'Bytes of the attachments that were accepted.', 'attachment_bytes'),
    {
      name: 'earshot_submission_requests_refused_total',
      help: 'Requests to /v1/submissions that were refused as a whole, by the code of the answer.',
      type: 'counter',
      samples: tally.refusedRequests(),
    },
    {
      name: 'earshot_http_responses_total',
      help: 'Answers by route and class of their status.',
      type: 'counter',
      samples: tally.responses(),
    },
    {
      name: 'earshot_waiting_bytes',
      help: 'Bytes of requests in memory that wait for the database.',
      type: 'gauge',
      samples: Object.entries(tally.waiting).map(([what, bytes]) => ({ labels: { what }, value: bytes() })),
    },
    {
      name: 'process_start_time_seconds',
      help: 'When this process was started, in seconds since 1970.',
      type: 'gauge',
      samples: [{ value: startedAtMs / 1_000 }],
    },
  ];
};
