import type { FeedbackRecord } from '../contract';
import { written } from './written';

/** Nobody types 50 characters a second, nor says them to a machine that writes. */
const FASTEST_MS = 20;
/** Who pastes what was written elsewhere is quick, too: whoever took this long is never flagged, however long the text. */
const PASTED_MS = 2_000;
/** In shorter ones there is little to be fast with. */
const LEAST_CHARACTERS = 20;
/** Where a panel was filled in. What a host's own form, an app or an import sends tells no time. */
const FILLED_IN = new Set(['visitor', 'prompt']);

/** Whether somebody is said to have written all this in less time than it takes. */
export const tooFast = (record: FeedbackRecord): boolean => {
  const { durationMs } = record.time;
  // Almost everybody, whose text need not be counted.
  if (durationMs >= PASTED_MS || !FILLED_IN.has(record.trigger)) return false;
  const characters = [...written(record)].length;
  return characters >= LEAST_CHARACTERS && durationMs < characters * FASTEST_MS;
};
