/** All themes by name; each but `auto` is a file of tokens in `themes/`. */
export const THEMES = [
  'auto',
  'light',
  'dark',
  'contrast',
  'contrast-dark',
  'paper',
  'mint',
  'sand',
  'candy',
  'ink',
  'dusk',
  'forest',
  'terminal',
  'ocean',
] as const;

/** How forms look: `auto` follows the system. `earshot.full.js` has the first three. */
export type Theme = (typeof THEMES)[number];
