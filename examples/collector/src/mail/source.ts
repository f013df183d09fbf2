import type { Mail } from './smtp';

/** One mail that this process may send until its lease ends. */
export interface Claimed {
  project: string;
  /** This one included. */
  attempts: number;
  giveUpAtMs: number;
  /** Undefined: there is nobody any more to send it to. */
  mail: Mail | undefined;
  /** Writes down how it went. `dueAtMs` is there where it is to be tried again. */
  settle(end: Settled): Promise<unknown>;
}

export interface Settled {
  state: 'sent' | 'queued' | 'failed';
  atMs: number;
  dueAtMs?: number | undefined;
  code?: string | undefined;
}

/** A table whose rows are mails that wait. */
export interface MailSource {
  /** For the log: `a reply`. */
  what: string;
  /** Up to 20 that are due, each as a way to claim it; undefined where another process was faster. */
  due(nowMs: number): Promise<((nowMs: number, leaseEndMs: number) => Promise<Claimed | undefined>)[]>;
}

export const iso = (ms: number): string => new Date(ms).toISOString();
