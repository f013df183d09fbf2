import type { ChoiceQuestion } from '../../contract/types';
import type { Kind } from './kind';

/** The id of the visitor's own words (contract/other.ts), and where they stand in a form. */
export const OTHER = 'other';
export const otherOf = (question: string): string => `${question}.${OTHER}`;

const known = ({ options, other }: ChoiceQuestion, id: unknown) =>
  options.some((option) => option.id === id) || (!!other && id === OTHER);

/** What was chosen, in the survey's order; what this version does not offer is none of it. */
export const choice: Kind<'choice'> = {
  read(question, entered) {
    if (!Array.isArray(entered)) return undefined;
    const ids = [...question.options.map(({ id }) => id), OTHER];
    const chosen = ids.filter((id) => entered.includes(id) && known(question, id));
    return chosen.length && (question.multiple || chosen.length === 1) ? chosen : undefined;
  },
};

/** What is chosen once `id` was touched: exclusive options leave none beside them, and none beside others stays. */
export function toggled({ options, multiple }: ChoiceQuestion, chosen: string[], id: string): string[] {
  if (!multiple) return [id];
  if (chosen.includes(id)) return chosen.filter((other) => other !== id);
  const exclusive = (wanted: string) => options.some((option) => option.id === wanted && option.exclusive);
  return exclusive(id) ? [id] : [...chosen.filter((other) => !exclusive(other)), id];
}
