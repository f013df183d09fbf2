import type { misfit as Misfit } from './misfit';

// biome-ignore lint/suspicious/noExplicitAny: JSON may say anything
type Json = any;

/**
 * In place of misfit.ts in `earshot.full.js`: refuses what cannot be shown, and leaves the rest to who reads the records,
 * where a malformed survey costs its figures and never a visitor's words.
 */
export const misfit: typeof Misfit = ({ questions }) =>
  (questions as Json)?.every?.(
    (it: Json) =>
      it?.id &&
      // the others are looked at by earshot.surveys.js, which draws them
      (it.type === 'choice' ? it.options?.map : it.type !== 'scale' || (it.scale && it.labels?.map && it.bands)),
  ) &&
  questions[0] &&
  !questions[20]
    ? undefined
    : 'wrong questions';
