import type { MiddlewareHandler } from 'hono';

export type What = 'record' | 'attachment';
export type Route = 'submissions' | 'updates' | 'receipts' | 'admin' | 'report' | 'health' | 'openapi' | 'metrics';

/** More codes than the contract has for one project; what is beyond them is counted as `other`. */
const MAX_CODES = 60;

interface Count {
  labels: Record<string, string>;
  value: number;
}

/** Counts by a few labels, all of which are ours. */
const createCounts = () => {
  const counts = new Map<string, Count>();
  return {
    add(...values: [label: string, value: string][]) {
      const key = values.map(([, value]) => value).join('\n');
      const count = counts.get(key);
      if (count) count.value++;
      else counts.set(key, { labels: Object.fromEntries(values), value: 1 });
    },
    size: () => counts.size,
    samples: () => [...counts.values()],
  };
};

/**
 * What this process has counted since it was started, beside the counters of the store. It stays in memory, so that it
 * can be read while the database is away, which is when somebody looks.
 */
export const createTally = () => {
  const responses = createCounts();
  const requests = createCounts();
  const codes: Record<What, Map<string, ReturnType<typeof createCounts>>> = {
    record: new Map(),
    attachment: new Map(),
  };
  return {
    /** Bytes that wait, asked for when somebody looks. */
    waiting: { batches: () => 0, attachments: () => 0 },
    responses: responses.samples,
    refusedRequests: requests.samples,
    refusedOf: (what: What): Count[] => [...codes[what].values()].flatMap((counts) => counts.samples()),
    /** Counts what became of one record or attachment that was not taken. `project` must be one that is configured. */
    refused(what: What, project: string, status: string, code: string) {
      let counts = codes[what].get(project);
      if (!counts) codes[what].set(project, (counts = createCounts()));
      const shown = counts.size() < MAX_CODES ? code : 'other';
      counts.add(['project', project], ['status', status], ['code', shown]);
    },
    /** Counts the answers of a route, and the codes of its refusals. */
    counted(route: Route): MiddlewareHandler {
      return async (c, next) => {
        await next();
        responses.add(['route', route], ['class', `${Math.floor(c.res.status / 100)}xx`]);
        const code = c.get('refusal') as string | undefined;
        if (code && route === 'submissions') requests.add(['code', code]);
      };
    },
  };
};

export type Tally = ReturnType<typeof createTally>;
