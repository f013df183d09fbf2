import type { Query } from '../storage/database';
import { countDeliveries } from './dead-letters';
import type { Endpoint } from './endpoint';
import type { Webhooks } from './webhooks';

/** Of the address what tells it from others: some receivers have a token behind the question mark. */
const shown = (url: string): string => {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search && '?…'}`;
};

const stateOf = (endpoint: Endpoint) => {
  if (endpoint.isDisabled()) return 'disabled';
  return endpoint.pausedUntilMs() ? 'paused' : 'on';
};

interface AttemptRow {
  webhook: string;
  attempted_at: Date;
  delivered: boolean;
  status: number | null;
  code: string;
}

const lastOf = ({ attempted_at, delivered, status, code }: AttemptRow) => ({
  at: new Date(attempted_at).toISOString(),
  delivered,
  status,
  code: code || null,
});

/**
 * The webhooks of a project, without their secrets: how each is set, what waits and what was given up, and how the last
 * attempt went, over all collectors. `state` is this process's: another one may not have been answered 410 yet.
 */
export const describeWebhooks = async (query: Query, { endpoints }: Webhooks, project: string) => {
  const known = endpoints.filter(({ place }) => place.project === project);
  if (!known.length) return [];
  const counts = await countDeliveries(query);
  const attempts = await query<AttemptRow>(
    'SELECT webhook, attempted_at, delivered, status, code FROM earshot_webhook_attempts WHERE project = $1',
    [project],
  );
  return known.map((endpoint) => {
    const { name, url, events = ['submission.created'], when = {}, tests = false, payload = 'full' } = endpoint.webhook;
    const countOf = (state: string) =>
      counts.find((row) => row.project === project && row.webhook === name && row.state === state)?.count ?? 0;
    const last = attempts.find(({ webhook }) => webhook === name);
    const pausedUntilMs = endpoint.pausedUntilMs();
    return {
      name,
      url: shown(url),
      events,
      when,
      tests,
      payload,
      state: stateOf(endpoint),
      pausedUntil: pausedUntilMs ? new Date(pausedUntilMs).toISOString() : null,
      waiting: countOf('waiting'),
      dead: countOf('dead'),
      last: last ? lastOf(last) : null,
    };
  });
};
