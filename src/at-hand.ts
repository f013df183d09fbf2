/** Whether every part is in the same file, so that none can be missing: only in `earshot.full.js`. */
export const AT_HAND: boolean = false;
