import type { Answer, Contact, Mode, Scalar, Survey, SurveyInput, TriggerSource } from '../contract/types';

import type { Theme } from './theme';
import type { Surroundings } from './way';

/**
 * The seam between the engine and the panel. The engine `import()`s the panel's chunk and hands it a PanelHost;
 * the panel shows one survey and talks back through these functions only. Neither imports the other's code.
 */

/** What the visitor has entered so far. Never contains contact. */
export interface Draft {
  /** question id → value, shaped as in `Answer.value`. */
  values: Record<string, Answer['value']>;
}

/** Everything the panel knows about one completed form. The engine adds id, context, consent, time and receipt. */
export interface Filled {
  survey: { id: string; version: string };
  mode: Mode;
  /** BCP 47, as displayed. */
  locale: string;
  answers: Answer[];
  contact?: Contact | undefined;
  /** Version of the wording that was shown beside contact. */
  consentTextVersion?: string | undefined;
  /** In place of the host's own data: with the values that the survey sets (`hidden`). */
  data?: { [name: string]: Scalar } | undefined;
  /** Added by the visitor; sent after the words. */
  files?: File[] | undefined;
  startedAtMs: number;
}

/**
 * An attachment that was left out while the words were kept. `no_room`: with what waits already it would be over
 * `maxBytes`, or the device has none; `unavailable`: what keeps attachments could not be loaded.
 */
export interface RefusedAttachment {
  /** Its place in what was handed over. */
  index: number;
  code: 'too_large' | 'too_many' | 'empty' | 'unreadable' | 'no_room' | 'unavailable';
  maxBytes?: number;
}

/**
 * `device`: on disk, survives a closed tab. `memory`: kept by this page only (the panel never says "saved on this device").
 * `error`: nothing was kept; `too_large`: over `maxBytes`, the visitor can shorten it.
 */
export type SubmitOutcome =
  | { ok: true; id: string; kept: 'device' | 'memory'; refused?: RefusedAttachment[] }
  | { ok: false; code: 'too_large' | 'blocked' | 'error'; maxBytes?: number };

/** What became of a kept submission. `waiting`: an attempt failed or the network is away, it will be tried again. `refused`: rejected by the collector. */
export type DeliveryState = 'sending' | 'sent' | 'waiting' | 'refused';

/** What became of one submission of the visitor's own, as far as this device and the collector know. */
export interface OwnFeedback {
  id: string;
  /** When it was sent, ms since the epoch. */
  at: number;
  /** The rating in the words that were chosen. */
  said?: string | undefined;
  /** `waiting` and `refused` are known by the device, the others said by the collector. */
  state: 'waiting' | 'refused' | 'received' | 'read' | 'answered' | 'resolved' | 'unknown';
  /** `at`: RFC 3339. */
  reply?: { text: string; at: string } | undefined;
  /** Ids of the changes that it led to. */
  updates: string[];
  /** Not seen yet. */
  fresh: boolean;
}

/** An update: what was changed because of what visitors said. */
export interface Change {
  id: string;
  /** RFC 3339. */
  at: string;
  title: string;
  text: string;
  /** http or https. */
  url?: string | undefined;
  /** BCP 47. */
  locale: string;
  /** Not seen yet. */
  fresh: boolean;
}

/** Both, newest first. `asOf`: when the collector was last heard, ms since the epoch; 0 for never. */
export interface News {
  own: OwnFeedback[];
  changes: Change[];
  asOf: number;
}

/** Where the panel asks for news. */
export interface NewsDesk {
  /** Whether there is anything to show. */
  some: boolean;
  /** Whether any of it was not seen yet. */
  fresh: boolean;
  /** What is known here, without a request. */
  look(): Promise<News>;
  /** Asks the collector; false where it could not be heard. */
  ask(): Promise<boolean>;
  /** All that is known was looked at. */
  seen(): void;
}

export type PanelLayout = 'dialog' | 'prompt' | 'inline';

export interface PanelHost {
  survey: SurveyInput;
  layout: PanelLayout;
  trigger: TriggerSource;
  /** BCP 47 wish; the panel takes the closest locale it has. */
  locale: string;
  /** `{site}` in texts. */
  site: string;
  /** `{subject}` in texts; default `site`. */
  subject?: string | undefined;
  theme: Theme;
  /** The panel is put in here: the launcher's shadow root after the button, or a shadow root of an inline container. */
  root: ShadowRoot;
  /** Takes focus back when the panel closes. */
  opener?: Element | undefined;
  /** Draft to start from, loaded before the panel is mounted. */
  draft?: Draft | undefined;
  /** What the host knows of the answers: it stands in the form where there is no draft. */
  answers?: Draft['values'] | undefined;
  /** Whether what is kept now survives the tab. Consent, storage and shared devices decide. */
  durable(): boolean;
  /** Contact that `identify` gave: the reply question needs no fields then. */
  knownContact?: { email?: string; name?: string } | undefined;
  /** The host has somebody who answers: offers "I'd like a reply". */
  reply: boolean;
  privacyUrl?: string | undefined;
  /** Days that contact is kept, shown beside it. */
  retentionDays?: number | undefined;
  /** The host wants a ticked consent before anything is sent. */
  requireConsent: boolean;
  /** Most text a record may hold, in bytes of UTF-8. */
  maxRecordBytes: number;
  /** Milliseconds within which an ack makes the panel skip "saved" and say "sent". */
  settleMs: number;
  submit(filled: Filled): Promise<SubmitOutcome>;
  /** Hears what becomes of a submission; returns its off switch. */
  onDelivery(id: string, listener: (state: DeliveryState) => void): () => void;
  saveDraft(draft: Draft | undefined): void;
  /** Once, when the survey is in view. */
  shown(survey: Survey, locale: string): void;
  /** The panel was taken away. `never`: "Don't ask again". */
  closed(how: 'submitted' | 'dismissed' | 'not_now' | 'never' | 'closed'): void;
  /** Speaks in the launcher's status region: used when the panel is going away. */
  announce(text: string): void;
  /** The host's own data. */
  data?: { [name: string]: Scalar } | undefined;
  /** What a developer reads with `debug`. */
  note?: ((text: string) => void) | undefined;
  /** What conditions may ask of page, visitor and host; the extras bring it. */
  facts?: (() => Surroundings) | undefined;
  /** What became of own words, and what was changed; the extras bring it. */
  news?: NewsDesk | undefined;
  /** Sends a refused record's words again, under the same id; `onDelivery` tells what becomes of it. */
  resend?: ((id: string) => void) | undefined;
}

export interface PanelHandle {
  /** Moves focus in (the opener was used again). */
  focus(): void;
  /** Removes everything; the draft stays. */
  close(): void;
  setTheme(theme: PanelHost['theme']): Promise<void>;
  /** Rejects when the language could not be loaded; the form stays as it is. */
  setLocale(locale: string): Promise<void>;
}

/** Shape of the panel chunk. Rejects when the survey or preset is unknown, with a message that names it. */
export interface PanelModule {
  mountPanel(host: PanelHost): Promise<PanelHandle>;
}
