import type { Survey } from '../types';
import { amountFlaws } from './amounts';
import { conditionFlaws } from './conditions';
import type { Flaw } from './flaw';
import { nameFlaws } from './names';
import { reviewFlaws } from './review';
import { wayFlaws } from './ways';

export type { Flaw } from './flaw';

/**
 * What does not fit together in a survey whose parts are each as they should be: names, ways, conditions, review links,
 * amounts. Pure, and without zod, so that a page can ask too. Empty where every way ends and every question can be asked.
 */
export const flawsOf = (survey: Survey): Flaw[] => [
  ...nameFlaws(survey),
  ...wayFlaws(survey),
  ...conditionFlaws(survey),
  ...reviewFlaws(survey),
  ...amountFlaws(survey),
];

/** The same of a preset with some settings changed, as far as it can be told without the preset's own questions. */
export const presetFlaws = (changes: Partial<Survey>): Flaw[] => {
  const survey = { ...changes, questions: [] } as unknown as Survey;
  return [...nameFlaws(survey), ...reviewFlaws(survey)];
};
