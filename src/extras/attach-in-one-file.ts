import type { useAttachments as UseAttachments } from './attach';
import { keepWordsAlone } from './words-alone';

/** In place of attach.ts in `earshot.full.js`: it keeps words only, and leaves out what is attached to them. */
export const useAttachments: typeof UseAttachments = (engine) => {
  engine.keep = keepWordsAlone(engine.keep);
};
