import type { Contact, FeedbackRecord, RecordKind, Scalar, TriggerSource } from './contract/types';
import type { Claimed, Total } from './delivery/entry';
import type { Reply, Transport } from './delivery/send';
import type { Store } from './delivery/store';
import type { TabHost } from './loader/tab-host';
import type { Settings } from './parse-options';
import type { Permits } from './privacy/consent';
import type {
  DeliveryState,
  Draft,
  Filled,
  PanelHandle,
  PanelLayout,
  PanelModule,
  SubmitOutcome,
} from './survey/panel-host';

export type EventName =
  | 'ready'
  | 'open'
  | 'close'
  | 'shown'
  | 'dismissed'
  | 'submit'
  | 'saved'
  | 'sent'
  | 'rejected'
  | 'expired'
  | 'evicted'
  | 'cleared'
  | 'error';

/** What an event's listener gets: the record's or survey's id where there is one, and why. */
export interface EventDetail {
  id?: string;
  /** Where it is about an attachment of the record `id`: the attachment's id. */
  attachment?: string;
  survey?: string;
  /** `saved`: whether it survives the tab. */
  durable?: boolean;
  /** Machine-readable reason. */
  code?: string | undefined;
  message?: string;
  /** Whatever else helps a developer. */
  cause?: unknown;
}

export interface Journey {
  id: string;
  stage?: string | undefined;
}

/** Who is here, as far as the host says. */
export interface Identity {
  userKey?: string | undefined;
  segment?: string | undefined;
  /** Sent only with granted consent. */
  traits?: { [key: string]: Scalar } | undefined;
  email?: string | undefined;
  name?: string | undefined;
}

export interface OpenHow {
  /** Takes focus back when the panel closes. */
  opener?: Element | undefined;
  trigger?: TriggerSource | undefined;
  layout?: PanelLayout | undefined;
  /** Inline: the element to show the survey in. */
  container?: Element | undefined;
  touchpoint?: string | undefined;
  journey?: Journey | undefined;
  /**
   * Answers that the host knows, by question, shaped as in `Answer.value`: they stand in the form to be looked at, and are
   * sent by nobody but the visitor. A draft goes before them.
   */
  answers?: Draft['values'] | undefined;
  /** The panel, once it stands. */
  handle?: PanelHandle;
}

/** A picture or file beside a visitor's words: at most 2 MiB each, ten of them. Give `blob` or `bytes`. */
export interface AttachmentInput {
  blob?: Blob | undefined;
  /** Copied at once. */
  bytes?: ArrayBuffer | Uint8Array | undefined;
  /** MIME type. @default the blob's */
  type?: string | undefined;
  /** CSS pixels, of a picture. */
  width?: number | undefined;
  height?: number | undefined;
}

/** What `submit()` takes: words, answers, or both. */
export interface SubmitInput extends Partial<Omit<Filled, 'startedAtMs'>> {
  /** The visitor's words, where there is nothing else. */
  text?: string;
  contact?: Contact | undefined;
  /** Sent after the words, which never wait for them; a `FileList` will do. Not in `earshot.full.js` and `earshot.webview.js`. */
  attachments?: Iterable<AttachmentInput | Blob> | ArrayLike<AttachmentInput | Blob> | undefined;
  touchpoint?: string | undefined;
  journey?: Journey | undefined;
}

/** What a first form needs, shared with the extras. */
export interface Engine {
  settings: Settings;
  host: TabHost;
  disk: Store;
  signal: AbortSignal;
  /** How a batch travels; the extras may put a native bridge in front. */
  transport: Transport;
  /** Contact that `identify` gave. */
  contact?: { email?: string; name?: string } | undefined;
  /** Events before the extras are there, to be heard later. */
  log: [EventName, EventDetail][];
  /** The panel or prompt that is open. */
  panel?: PanelHandle | undefined;
  permits(): Permits;
  emit(name: EventName, detail?: EventDetail): void;
  /** Tells a form what became of its record. */
  tell(id: string, state: DeliveryState): void;
  open(name: string, how?: OpenHow): Promise<void>;
  /** Keeps a record of any kind, then sends it. */
  keep(kind: RecordKind, filled: Filled, how: OpenHow, draftKey?: string): Promise<SubmitOutcome>;
}

/** What is loaded at idle, or as soon as it is asked for. */
export interface Extras {
  /** Where words are kept that may or can not go to disk (Q12, consent). */
  memory: Store;
  /** Public methods that the engine does not have itself. */
  methods: { [method: string]: (...args: never[]) => unknown };
  hear(name: EventName, detail: EventDetail): void;
  /** Redacts and completes a record before it is written; undefined drops it. */
  finish(
    record: FeedbackRecord,
  ): Promise<({ record: FeedbackRecord } & Partial<Pick<Claimed, 'secret' | 'note'>>) | undefined>;
  saveDraft(key: string, draft: Draft | undefined): void;
  /** A record was added: tells it, keeps the bounds, and sends it when it had to be held. */
  added(store: Store, entry: Claimed, total: Total, held: boolean): void;
  /** A first attempt was answered by anything but a plain ack. */
  settle(store: Store, claimed: Claimed, reply: Reply): void;
}

export type ExtrasModule = { extras(engine: Engine): Extras };
export type LoadPanel = () => Promise<PanelModule>;
