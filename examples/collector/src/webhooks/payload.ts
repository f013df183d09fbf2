import type { StoredSubmission } from '../storage/list';
import type { Webhook, WebhookEvent } from './webhook';

export interface Happened {
  event: WebhookEvent;
  /** RFC 3339, UTC. */
  happenedAt: string;
  /** What changed, where the event says it, for example `{ from, to }`. Never anybody's words. */
  detail?: Record<string, unknown> | undefined;
  /** As it is stored when this is sent: nothing of it waits anywhere else, so an erasure leaves nothing behind. */
  stored: StoredSubmission;
}

/** The body of a delivery that tells of no submission: what it tells is all in its detail. */
export const projectPayload = (project: string, { event, happenedAt, detail }: Omit<Happened, 'stored'>): string =>
  JSON.stringify({ type: event, timestamp: happenedAt, data: { project, ...detail } });

/** The body of a delivery: `{ type, timestamp, data }`. */
export const payloadOf = ({ event, happenedAt, detail, stored }: Happened, kind: Webhook['payload']): string => {
  const { project, record } = stored;
  const named = { project, id: record.id, test: record.test, change: detail };
  return JSON.stringify({
    type: event,
    timestamp: happenedAt,
    data: kind === 'thin' ? named : { ...named, ...stored },
  });
};
