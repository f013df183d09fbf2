import type { useAttachments as UseAttachments } from './attach';

/** In place of attach.ts in `earshot.full.js`: it keeps words only, and leaves out what is attached to them. */
export const useAttachments: typeof UseAttachments = () => {};
