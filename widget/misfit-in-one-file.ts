import type { misfit as Misfit } from './misfit';

/**
 * In place of misfit.ts in `earshot.full.js`: refuses what cannot be shown, and leaves the rest to who reads the records,
 * where a malformed survey costs its figures and never a visitor's words.
 */
export const misfit: typeof Misfit = ({ questions }) =>
  Array.isArray(questions) &&
  questions[0] &&
  questions.every(
    (it) => it?.id && (it.type === 'choice' ? it.options : it.type !== 'scale' || (it.labels && it.bands)),
  )
    ? undefined
    : 'questions';
