import type { FeedbackRecord } from '../../src/contract/types';

/** Every collector of the tests is started with this one. */
export const ADMIN_TOKEN = 'test-admin-token';

/** A stored record as the admin API shows it. */
export interface Row {
  receivedAt: string;
  skewMs: number;
  record: FeedbackRecord;
}

export type Counter = 'accepted' | 'duplicate' | 'conflict' | 'rejected' | 'retry' | 'erased';

/** What a collector stored: the judge of every delivery test. */
export interface CollectorClient {
  url: string;
  /** Everything of the project, in order of the ids, which is the order of their making. */
  rows(project: string): Promise<Row[]>;
  /** The bytes of an attachment as they are stored. */
  attachment(project: string, record: string, id: string): Promise<Uint8Array>;
  /** How often each thing happened to the project since the data folder is new. */
  counters(project: string): Promise<Record<Counter, number>>;
}

export function collectorClient(url: string): CollectorClient {
  const ask = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    url,
    rows: async (project) => {
      const all: Row[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const query: string = `${new URLSearchParams({ project, after, limit: '1000' })}`;
        const page: { submissions: Row[]; next: string | null } = await ask(`/v1/admin/submissions?${query}`);
        all.push(...page.submissions);
        after = page.next;
      }
      return all;
    },
    attachment: async (project, record, id) => {
      const path = `/v1/admin/submissions/${record}/attachments/${id}?${new URLSearchParams({ project })}`;
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
      if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    counters: async (project) => {
      const { projects } = await ask<{ projects: Record<string, Record<Counter, number>> }>('/v1/admin/counters');
      return { accepted: 0, duplicate: 0, conflict: 0, rejected: 0, retry: 0, erased: 0, ...projects[project] };
    },
  };
}
