import type { Timing } from '../options';

/** The row `meta:worker`: what a service worker has to know, since it cannot read a page's options. */
export interface WorkerSettings {
  v: 1;
  /** Where all that waits belongs. */
  url: string;
  ack: 'results' | 'status';
  maxAgeDays: number;
  timing: Timing;
  /** Whether the receipt of what was sent may be kept, by the consent of now. */
  receipts: boolean;
}

export const WORKER = 'meta:worker';

/** What the worker tells open pages about a record. */
export interface WorkerNews {
  id: string;
  type: 'sent' | 'rejected' | 'expired' | 'evicted' | 'cleared' | 'waiting';
  code?: string | undefined;
  /** Where it is about an attachment of the record. */
  attachment?: string | undefined;
}

/** Name of the broadcast channel for that. */
export const newsChannel = (project: string): string => `earshot:${project}:worker`;
