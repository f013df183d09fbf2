/**
 * The public interfaces of contract v1, written by hand so that a page never loads zod for them.
 * A type test proves each of them equal to its zod schema.
 */

export type Mode = 'always_on' | 'interaction' | 'journey' | 'relationship' | 'passive';
export type RecordKind = 'submission' | 'impression' | 'dismissal' | 'signal';
/** What opened the survey: the visitor, a prompt that opened by itself, the host's code, or an import. */
export type TriggerSource = 'visitor' | 'prompt' | 'api' | 'import';
export type Channel = 'web' | 'webview' | 'link' | 'employee' | 'other';
export type ConsentState = 'pending' | 'granted' | 'denied';
export type Direction = 'higher_better' | 'lower_better';
export type QuestionType = 'scale' | 'text' | 'choice' | 'boolean' | 'number' | 'date' | 'ranking' | 'matrix' | 'file';
export type Metric =
  | 'ces2'
  | 'ces1'
  | 'csat'
  | 'nps'
  | 'success'
  | 'emotion'
  | 'helpful'
  | 'stars'
  | 'thumbs'
  | 'custom';
/** A scalar that the host may attach: never an object, so that nothing nests. */
export type Scalar = string | number | boolean | null;

/** What a scale means. It travels with every scale answer, so that a figure can never be read upside down. */
export interface ScaleMeaning {
  /** Lowest value, an integer from -10 to 10. */
  min: number;
  /** Highest value, an integer, at most `min + 10`. */
  max: number;
  direction: Direction;
  /** The values, both ends included, that count as positive in a share. */
  positive: [number, number];
}

/** One answered question. Shape of `value` by `type`: scale and number → number; text, date → string; choice → string[]; boolean → boolean; ranking → string[] in order; matrix → row id → column id; file → attachment ids. */
export interface Answer {
  question: string;
  type: QuestionType;
  metric?: Metric | undefined;
  value: number | string | boolean | string[] | { [row: string]: string };
  /** Present on every scale answer. */
  scale?: ScaleMeaning | undefined;
  /** The question as it was displayed, at most 300 code points. */
  prompt: string;
  /** The label of the chosen value as it was displayed, at most 120 code points. */
  label?: string | undefined;
  /**
   * Hash, `[0-9a-z]{1,16}`, of how the question was worded in this language: prompt before `{site}` and the like are
   * filled in, statement, all labels, scale. Answers with the same one may stand in one figure.
   */
  wording?: string | undefined;
  /** Milliseconds from the question's display to its last change. */
  ms?: number | undefined;
}

export interface Device {
  type: 'desktop' | 'tablet' | 'phone' | 'other';
  /** Coarse name, for example `Windows`, `Android`, `iOS`. */
  os: string;
  /** Coarse name, for example `Chrome`, `Firefox`, `Safari`. */
  browser: string;
  /** Major version of the browser. */
  major: number;
}

export type Acquisition = 'direct' | 'referral' | 'organic' | 'paid' | 'social' | 'mail' | 'display';

export interface Context {
  /** Scrubbed: no credentials, no fragment, query by allow-list. At most 2,048 characters. */
  url: string;
  /** Scrubbed like `url`. Empty when there is none. */
  referrer: string;
  title?: string | undefined;
  release?: string | undefined;
  device?: Device | undefined;
  acquisition?: Acquisition | undefined;
  /** CSS pixels. */
  viewport: { w: number; h: number };
  dpr: number;
  /** IANA time zone, for example `Asia/Seoul`. */
  tz: string;
  online: boolean;
  /** Milliseconds; only when the host opted in. */
  perf?: { lcpMs?: number | undefined; loadMs?: number | undefined } | undefined;
}

export interface Contact {
  email?: string | undefined;
  name?: string | undefined;
  /** The visitor ticked "I'd like a reply". */
  wantsReply: boolean;
}

export interface Respondent {
  /** Random id kept on the device, only with consent. */
  anonId?: string | undefined;
  /** The host's own id of a signed-in user. */
  userKey?: string | undefined;
  segment?: string | undefined;
  traits?: { [key: string]: Scalar } | undefined;
  contact?: Contact | undefined;
}

export interface Consent {
  state: ConsentState;
  /** The visitor agreed to be contacted. */
  contact: boolean;
  /** Version of the consent wording that was shown, if any. */
  textVersion?: string | undefined;
  /** RFC 3339, UTC, milliseconds: when the state was last set. */
  at?: string | undefined;
}

export interface AttachmentInfo {
  id: string;
  /** MIME type. */
  type: string;
  bytes: number;
  width?: number | undefined;
  height?: number | undefined;
}

/** One record on the wire, frozen at submit: a retry sends the same bytes. */
export interface FeedbackRecord {
  /** UUIDv7, made on the device. */
  id: string;
  v: 1;
  kind: RecordKind;
  /** SHA-256 (base64url, 43 characters) of a 128-bit secret that stays on the device. Absent where consent forbids a receipt. */
  receipt?: string | undefined;
  test: boolean;
  mode: Mode;
  trigger: TriggerSource;
  channel: Channel;
  touchpoint?: string | undefined;
  journey?: { id: string; stage?: string | undefined } | undefined;
  survey: { id: string; version: string };
  /** BCP 47, as displayed. */
  locale: string;
  answers: Answer[];
  context: Context;
  respondent?: Respondent | undefined;
  consent: Consent;
  /** The host's own operational data. */
  data?: { [key: string]: Scalar } | undefined;
  time: {
    /** When the form was shown. RFC 3339, UTC, milliseconds. */
    startedAt: string;
    /** When the visitor pressed Send. */
    createdAt: string;
    /** Minutes east of UTC. */
    tzOffsetMin: number;
    durationMs: number;
  };
  attachments?: AttachmentInfo[] | undefined;
}

/** What is POSTed to the endpoint. */
export interface Batch {
  v: 1;
  project: string;
  sdk: { name: string; version: string };
  sentAt: string;
  /** How often each record was tried before, by id; absent means 0. */
  attempts: { [id: string]: number };
  /** 1 to 20. */
  records: FeedbackRecord[];
}

export type RecordStatus = 'accepted' | 'duplicate' | 'rejected' | 'retry';

export interface RecordResult {
  id: string;
  status: RecordStatus;
  /** Machine-readable reason of a rejection or retry, for example `invalid_answer`. */
  code?: string | undefined;
}

/** What a collector answers. Only an entry in `results` acks a record. */
export interface Results {
  results: RecordResult[];
  /** Seconds. */
  retryAfter?: number | undefined;
}

export type * from './survey-types';
