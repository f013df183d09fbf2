import type { Channel, ConsentState, FeedbackRecord, Scalar, SurveyInput } from './contract/types';
import type { Theme } from './survey/theme';

export type { Theme } from './survey/theme';

/** Times of the delivery engine, in milliseconds. Tests run them at a fiftieth; one test pins the defaults. */
export interface Timing {
  /** A request is aborted after this. @default 15000 */
  requestTimeoutMs: number;
  /** A claim of a dead or frozen tab is free again after this. @default 30000 */
  leaseMs: number;
  /** First step of the endpoint's backoff, doubled with each failure. @default 2000 */
  backoffBaseMs: number;
  /** Most the backoff grows to. @default 3600000 */
  backoffMaxMs: number;
  /** Most a `Retry-After` is believed. @default 86400000 */
  retryAfterMaxMs: number;
  /** Pause of an endpoint whose answers say that it is not a collector. @default 3600000 */
  pauseMs: number;
  /** Pause after 410. @default 86400000 */
  goneMs: number;
  /** Each storage operation may take this long before memory takes over. @default 2000 */
  storageTimeoutMs: number;
  /** Most random wait after `online`, so that tabs and visitors do not storm. @default 500 */
  onlineJitterMs: number;
  /** An ack within this makes the panel skip "saved" and say "sent". @default 800 */
  settleMs: number;
  /** Least time between two writes of a draft. @default 300 */
  draftMs: number;
}

/** Options that are one of a few words. */
export const WORDS: { [option: string]: string } = {
  consent: 'pending granted denied',
  channel: 'web webview link employee other',
  ack: 'results status',
};

export interface Options {
  /** Where submissions are POSTed: absolute, or relative to the page. Required. */
  endpoint: string;
  /** Name of the project at the collector, `[a-zA-Z0-9._-]{1,64}`. Required. */
  project: string;
  /** What the launcher and `open()` without a name show. @default 'feedback' */
  survey: string;
  /** Surveys by id, beside the presets. A preset's name as id changes that preset. */
  surveys: { [id: string]: SurveyInput };
  /** BCP 47. @default the page's `lang`, else the browser's */
  locale: string;
  /** `{site}` in questions. @default the page's `og:site_name`, else the host name */
  site: string;
  /** `{subject}` in questions. @default `site` */
  subject: string;
  /** `auto` follows the system: light, dark, or more contrast. @default 'auto' */
  theme: Theme;
  /** Any CSS colour for the one accent. @default the theme's own */
  accent: string;
  /** Text of the launcher, instead of the locale's. */
  label: string;
  /**
   * `tab`: words in the corner; `edge`: words along the side of the window; `button`: a round button in the corner;
   * `hidden`: nothing, use `open()` and elements. How far it is from the edges say the page's own CSS properties
   * `--earshot-side` and `--earshot-bottom` (16px). @default 'tab'
   */
  launcher: 'tab' | 'edge' | 'button' | 'hidden';
  /** Edge of the launcher, logical. @default 'end' */
  position: 'start' | 'end';
  /** The form of the tab and of `open()` takes the whole screen. @default a sheet on a phone, a panel elsewhere */
  layout: 'fullscreen';
  /** The browser's Back closes an open form instead of leaving the page. @default it leaves */
  back: 'close';
  /** @default 'pending' */
  consent: ConsentState;
  /** Puts a consent checkbox in the panel; nothing is sent without it. @default false */
  requireConsentToSend: boolean;
  /** Kiosks and shared computers: memory only, no drafts. @default false */
  sharedDevice: boolean;
  /** Marks submissions as tests: stored, kept out of figures. @default false */
  test: boolean;
  /** Logs each event to the console, and each warning as often as it comes. @default false */
  debug: boolean;
  /** Offers "I'd like a reply". @default true */
  reply: boolean;
  /**
   * Shows what became of the visitor's own words, and what was changed, where the endpoint ends in `/submissions`: asked
   * of `/updates` and `/receipts` beside it. @default true
   */
  updates: boolean;
  /** Shown beside contact. */
  privacyUrl: string;
  /** Days that contact is kept, shown beside it. */
  retentionDays: number;
  /** Shown on the launcher when the panel cannot load: an https or mailto link. */
  fallbackUrl: string;
  /** Script tag only: folder of the built files, with a slash at its end. @default beside earshot.js */
  assetsUrl: string;
  /** Name of the script tag's one global, and of the attribute `data-NAME-open`. @default 'earshot' */
  global: string;
  /** Show the launcher inside frames too. @default false */
  frame: boolean;
  /** URL of a JSON file `{ "surveys": { … } }`, kept for offline use. Other options stand on the page. */
  config: string;
  channel: Channel;
  touchpoint: string;
  release: string;
  /** Query parameters that stay in reported URLs; all others are dropped. @default [] */
  keepQuery: string[];
  /** Replaces e-mail addresses and card numbers in free text before anything is written. @default false */
  maskText: boolean;
  /** Keep what is typed for 24 h. @default true */
  drafts: boolean;
  /** `status` also believes a bare 2xx of a foreign endpoint. @default 'results' */
  ack: 'results' | 'status';
  /** Most records kept on the device. @default 200 */
  maxRecords: number;
  /** Most bytes kept on the device. @default 4194304 */
  maxBytes: number;
  /** Most bytes of one record. @default 32768 */
  maxRecordBytes: number;
  /** Unsent records older than this expire. @default 30 */
  maxAgeDays: number;
  /** Days without a prompt after one was shown. @default 90 */
  quietDays: number;
  /** ISO date of the last prompt, where the host keeps it. */
  lastPromptedAt: string;
  /** URLs (substrings) where no prompt opens by itself. @default [] */
  excludeUrls: string[];
  /** Changes or drops (return null) a record before it is written to disk. Code only. */
  beforeSend: ((record: FeedbackRecord) => FeedbackRecord | null | undefined) | undefined;
  /** Times of the delivery engine; the others keep their defaults. */
  timing: Partial<Timing>;
  /** Operational data sent with every submission. */
  data: { [key: string]: Scalar };
}

/** What `createFeedback` takes: endpoint and project, the rest by default. */
export type UserOptions = Pick<Options, 'endpoint' | 'project'> & Partial<Options>;
