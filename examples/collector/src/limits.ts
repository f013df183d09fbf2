import type { FollowUp } from './inbox/status';
import type { Webhook } from './webhooks/webhook';

/** What one collector accepts. Every number can be set in the config file. */
export interface Limits {
  /** Most bytes of one request body. A batch of the widget has at most 48 KiB. @default 262144 */
  maxBodyBytes: number;
  /** Deepest nesting of the JSON. A full batch needs 7. @default 12 */
  maxDepth: number;
  /**
   * Most bytes of batches that wait for the database, over all requests, and as many of attachments; more are answered
   * 503 at once. What waits is in memory, so a database that hangs must not let it grow. @default 33554432
   */
  maxWaitingBytes: number;
  /** Requests a minute from one address, with as many at once; 0: no limit. @default 1200 */
  perIpPerMinute: number;
  /** Attachments a minute from one address, within the requests, with as many at once; 0: no limit. @default 120 */
  attachmentsPerIpPerMinute: number;
  /** Attachments of one address that may be arriving at the same time; 0: no limit. The widget sends one after the other. @default 8 */
  attachmentsAtOncePerIp: number;
  /** Milliseconds that an attachment may take to arrive. @default 60000 */
  maxArrivalMs: number;
  /** Requests a minute to one project over all visitors, with as many at once; 0: no limit. @default 60000 */
  perProjectPerMinute: number;
  /**
   * Requests a minute to one project that pass without a challenge, with as many at once; of the others the `challenge` of
   * `createCollector` is asked. 0: nobody is asked. @default 0
   */
  challengeAbovePerMinute: number;
}

export const defaultLimits: Limits = {
  maxBodyBytes: 262_144,
  maxDepth: 12,
  maxWaitingBytes: 33_554_432,
  perIpPerMinute: 1_200,
  attachmentsPerIpPerMinute: 120,
  attachmentsAtOncePerIp: 8,
  maxArrivalMs: 60_000,
  perProjectPerMinute: 60_000,
  challengeAbovePerMinute: 0,
};

export interface Project {
  /** Origins whose pages may send, for example `https://shop.example`; `null` for opaque origins (webviews, sandboxed frames); `*` for any. */
  origins: string[];
  /** Accept requests without an Origin header: apps, servers, curl. @default true */
  withoutOrigin?: boolean | undefined;
  /** IANA time zone whose days the report counts by, for example `Asia/Seoul`. @default UTC */
  timeZone?: string | undefined;
  /** Who is told of its submissions. @default nobody */
  webhooks?: Webhook[] | undefined;
  /** What the inbox counts as unanswered: `each` submission, or by `theme` only those that asked for a reply. @default 'each' */
  followUp?: FollowUp | undefined;
  /** Days after which what was received is erased, from 1 to 36500. @default none: nothing is erased by its age */
  retentionDays?: number | undefined;
}

export type Projects = { [name: string]: Project };
