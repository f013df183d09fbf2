import { randomBytes } from 'node:crypto';
import type { FeedbackRecord } from '../contract';
import type { Projects } from '../limits';
import type { Delivery } from '../storage/deliveries';
import { matches } from './matches';
import type { Webhook, WebhookEvent } from './webhook';

/** A new `webhook-id`: those of later events come later. None has a full stop, which parts what is signed. */
export const deliveryId = (nowMs: number): string =>
  `msg_${Math.max(0, Math.trunc(nowMs)).toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`;

export const DELIVERY_ID = /^msg_[0-9a-f]{32}$/;

export interface Occurred {
  project: string;
  event: WebhookEvent;
  record: FeedbackRecord;
  atMs: number;
  /** What changed, for example `{ from, to }`. Never anybody's words. */
  detail?: Record<string, string> | undefined;
}

/** Whether this webhook is told of it. */
const wants = ({ events = ['submission.created'], tests = false, when }: Webhook, { event, record }: Occurred) =>
  record.kind === 'submission' && (tests || !record.test) && events.includes(event) && matches(record, when);

/** The same of an event that no submission is part of: all webhooks that name it are told. */
export const routeOfProject = (
  projects: Projects,
  { project, event, atMs, detail }: { project: string; event: WebhookEvent; atMs: number; detail: object },
): Delivery[] =>
  webhooksOf(projects, project)
    .filter(({ events }) => events?.includes(event))
    .map(({ name }) => ({
      project,
      id: deliveryId(atMs),
      webhook: name,
      event,
      record_id: '',
      detail: JSON.stringify(detail),
      happened_at: new Date(atMs).toISOString(),
    }));

/** Webhooks of a project. A name that is no project has none, whatever objects have by that name. */
export const webhooksOf = (projects: Projects, project: string): Webhook[] =>
  (Object.hasOwn(projects, project) && projects[project]!.webhooks) || [];

/** What has to be told of an event: one delivery for each webhook that wants it. */
export const route = (projects: Projects, occurred: Occurred): Delivery[] => {
  const { project, event, record, atMs, detail } = occurred;
  return webhooksOf(projects, project)
    .filter((webhook) => wants(webhook, occurred))
    .map(({ name }) => ({
      project,
      id: deliveryId(atMs),
      webhook: name,
      event,
      record_id: record.id,
      detail: detail ? JSON.stringify(detail) : '',
      happened_at: new Date(atMs).toISOString(),
    }));
};
