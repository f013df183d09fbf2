/** In place of preload.ts in `earshot.full.js`, where everything is at hand. */
export const preload = () => () => {};
