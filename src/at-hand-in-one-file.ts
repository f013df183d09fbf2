/** In place of at-hand.ts in `earshot.full.js`. */
export const AT_HAND = true;
