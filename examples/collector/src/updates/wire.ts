/** What visitors' pages ask beside `/v1/submissions`, and what they are answered. DESIGN "Wire format v1". */
import { WIRE_VERSION } from '../contract';

/** What one update, one list of updates and one question may hold. Texts are counted in code points. */
export const MOST = { updates: 20, title: 120, text: 2_000, url: 2_048, languages: 40, secrets: 50 } as const;

/** Something that was changed because of what visitors said, in one language. */
export interface PublishedUpdate {
  id: string;
  /** When it was published: RFC 3339, UTC. */
  at: string;
  title: string;
  text: string;
  /** http or https. */
  url?: string;
  /** BCP 47: of this title and text. */
  locale: string;
}

/** The answer to `GET /v1/updates?project=NAME&locale=TAG&limit=N`: newest first. */
export interface UpdatesAnswer {
  updates: PublishedUpdate[];
}

/** The body of `POST /v1/receipts`. */
export interface ReceiptsQuestion {
  v: typeof WIRE_VERSION;
  project: string;
  /** 1 to 50 secrets, each as the device keeps it: 22 characters of base64url. */
  secrets: string[];
}

export const RECEIPT_STATUSES = ['received', 'read', 'answered', 'resolved', 'unknown'] as const;

/** `unknown` is also the answer for what was erased, and for a text that is no secret. */
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

export interface ReceiptState {
  /** SHA-256 (base64url) of the secret that was asked for. */
  receipt: string;
  status: ReceiptStatus;
  /** When the submission was received: RFC 3339, UTC. */
  at?: string;
  /** What the team wrote back, the newest where there are several. */
  reply?: { text: string; at: string };
  /** Ids of the published updates that it led to, newest first. */
  updates: string[];
}

/** The answer to `POST /v1/receipts`, in the order of the question. */
export interface ReceiptsAnswer {
  receipts: ReceiptState[];
}

/** Why a question was not read. It never quotes what was sent: that is a secret. */
export interface Unreadable {
  code: 'invalid_request' | 'unknown_version';
  path: string;
  message: string;
}

const invalid = (path: string, message: string): Unreadable => ({ code: 'invalid_request', path, message });

/** Reads the body of `POST /v1/receipts`. Fields that are not known are dropped. */
export const parseReceiptsQuestion = (value: unknown): { question: ReceiptsQuestion } | { unreadable: Unreadable } => {
  const refused = (unreadable: Unreadable) => ({ unreadable });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused(invalid('', 'The body must be an object: { v: 1, project, secrets }.'));
  const { v, project, secrets } = value as { [key: string]: unknown };
  if (Number.isInteger(v) && (v as number) > WIRE_VERSION)
    return refused({ code: 'unknown_version', path: 'v', message: `v: this collector reads version ${WIRE_VERSION}.` });
  if (v !== WIRE_VERSION) return refused(invalid('v', `v must be ${WIRE_VERSION}.`));
  if (typeof project !== 'string' || project === '') return refused(invalid('project', 'project must be a name.'));
  if (!Array.isArray(secrets) || secrets.length === 0 || secrets.length > MOST.secrets)
    return refused(invalid('secrets', `secrets must be a list of 1 to ${MOST.secrets} texts.`));
  const odd = secrets.findIndex((secret) => typeof secret !== 'string');
  if (odd >= 0) return refused(invalid(`secrets[${odd}]`, `secrets[${odd}] must be a text.`));
  return { question: { v: WIRE_VERSION, project, secrets } };
};

/** How many updates a list may have, of what was asked for: all that there may be where that says nothing. */
export const updatesLimit = (asked: string | undefined): number => {
  const wanted = Math.trunc(Number(asked || MOST.updates));
  return wanted >= 1 ? Math.min(wanted, MOST.updates) : MOST.updates;
};
