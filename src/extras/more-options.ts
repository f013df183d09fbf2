import type { Options, Timing } from '../options';
import { DEFAULTS } from '../parse-options';

/** Defaults of what a first form does not need; applied when the extras are there. */
export const MORE_DEFAULTS = {
  ack: 'results' as Options['ack'],
  debug: false,
  frame: false,
  updates: true,
  launcher: 'tab' as Options['launcher'],
  position: 'end' as Options['position'],
  excludeUrls: [] as string[],
  maxRecords: 200,
  maxBytes: 4194304,
  maxAgeDays: 30,
  quietDays: 90,
  timing: {
    ...DEFAULTS.timing,
    backoffBaseMs: 2e3,
    backoffMaxMs: 36e5,
    retryAfterMaxMs: 864e5,
    pauseMs: 36e5,
    goneMs: 864e5,
    onlineJitterMs: 500,
    draftMs: 300,
  } as Timing,
};
