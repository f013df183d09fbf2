const NOTHING_RUNS =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Of every page: nothing runs, nothing loads from elsewhere, and nobody frames it (security rule 7). */
export const strictPolicy = NOTHING_RUNS;

/** Of a page that hears of new submissions: one file of ours runs, and asks this server only. No text can become a script. */
export const livePolicy = `${NOTHING_RUNS}; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;
