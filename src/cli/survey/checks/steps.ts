import { pathOf } from '../../../contract/path';
import type { Survey } from '../../../contract/types';
import type { Problem } from '../problem';

/** Number questions of which the first step leads over their end: nothing but `min` could be answered. */
export function stepFlaws({ questions }: Survey): Problem[] {
  const found: Problem[] = [];
  questions.forEach((question, at) => {
    if (question.type !== 'number') return;
    const { min, max, step = 1 } = question;
    if (typeof step !== 'number' || max === undefined) return;
    const say = (message: string) =>
      found.push({ path: pathOf(['questions', at, question.step === undefined ? 'max' : 'step']), message });
    if (min !== undefined && min + step > max)
      say(
        `${step} leaves only ${min} between ${min} and ${max}${question.step === undefined ? ': write "step": 0.1, or "any"' : ''}`,
      );
  });
  return found;
}
