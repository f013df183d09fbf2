import type { ConsentState } from '../contract/types';

/** What may be kept, by DELIVERY.md's consent table. */
export interface Permits {
  /** What the visitor sends goes to disk before the network; else it stays in memory, and the panel says so. */
  words: boolean;
  /** A draft of an open form on disk. */
  draft: boolean;
  /**
   * `keep`: kept, and asked with when the page is idle; `with`: kept beside the submission, no longer than that may wait,
   * and asked with only when the visitor looks; else none.
   */
  receipt: 'keep' | 'with' | undefined;
  /** One quiet date without an id; without it no prompt opens by itself. */
  quiet: boolean;
  /** Random id, traits, impressions, dismissals, signals, performance. */
  identity: boolean;
}

/** Global Privacy Control turns `pending` into `denied` for everything but the visitor's own words. */
export const permits = (state: ConsentState, privacyControl: boolean, sharedDevice: boolean): Permits => {
  const granted = state === 'granted' && !sharedDevice;
  const keep = state !== 'denied' && !sharedDevice;
  const extra = granted || (keep && !privacyControl);
  return {
    words: keep,
    draft: extra,
    receipt: granted ? 'keep' : extra ? 'with' : undefined,
    quiet: extra,
    identity: granted,
  };
};
