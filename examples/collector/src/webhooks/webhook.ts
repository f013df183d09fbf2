import type { Channel, FeedbackRecord, Metric, Mode } from '../contract';

export const EVENTS = [
  'submission.created',
  'submission.status_changed',
  'submission.replied',
  'figure.changed',
] as const;

/** Of a project and no submission: `when`, `tests` and `payload` say nothing of them. */
export const PROJECT_EVENTS: readonly WebhookEvent[] = ['figure.changed'];

/** What a webhook can be told of. Test records are told of only where it asks for them. */
export type WebhookEvent = (typeof EVENTS)[number];

/** Which submissions a webhook is told of: those for which everything that is set here holds. */
export interface When {
  /** Made at one of these. */
  touchpoints?: string[] | undefined;
  /** Made at one of these stages of a journey. */
  stages?: string[] | undefined;
  /** Made with one of these surveys, by id. */
  surveys?: string[] | undefined;
  modes?: Mode[] | undefined;
  channels?: Channel[] | undefined;
  segments?: string[] | undefined;
  /** Some answer of this metric is within these bounds, both included, as it was answered; yes is 1, no is 0. */
  score?: { metric: Metric; atMost?: number | undefined; atLeast?: number | undefined } | undefined;
  /** `true`: only those who asked for a reply; `false`: only those who did not. */
  wantsReply?: boolean | undefined;
}

/** The lists of `When`, each with what of a record must be in it. One more is a line, here and in `When`. */
export const LISTED: {
  [list in Exclude<keyof When, 'score' | 'wantsReply'>]: (record: FeedbackRecord) => string | undefined;
} = {
  touchpoints: (record) => record.touchpoint,
  stages: (record) => record.journey?.stage,
  surveys: (record) => record.survey.id,
  modes: (record) => record.mode,
  channels: (record) => record.channel,
  segments: (record) => record.respondent?.segment,
};

/** Somebody else's address that is told of submissions, by the rules of https://www.standardwebhooks.com. */
export interface Webhook {
  /** 1 to 64 of A-Z a-z 0-9 . _ -, once in its project. What waits is kept under it, and waits in vain for another. */
  name: string;
  /** `https://…`; `http://` only to this machine itself, with `allowPrivate`. */
  url: string;
  /** `whsec_` and base64 of 24 to 64 bytes. Several while rotating: each signs, and the receiver may know any. */
  secrets: string[];
  /** @default ['submission.created'] */
  events?: WebhookEvent[] | undefined;
  /** @default all submissions */
  when?: When | undefined;
  /** Test records, too. @default false */
  tests?: boolean | undefined;
  /** `full`: the submission with words and contact; `thin`: its id, by which the admin API gives it. @default 'full' */
  payload?: 'full' | 'thin' | undefined;
  /** Let it reach private and loopback addresses, refused otherwise whatever name leads to them. @default false */
  allowPrivate?: boolean | undefined;
}
