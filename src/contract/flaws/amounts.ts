import { LIMITS } from '../limits';
import type { Survey } from '../types';
import type { Flaw } from './flaw';

/** More than one record can hold, so that nothing that was answered would have to be left out. */
export function amountFlaws({ questions }: Survey): Flaw[] {
  const flaws: Flaw[] = [];
  const only = (type: string, sum: (at: number) => number, most: number, what: string) => {
    let total = 0;
    questions.forEach((question, at) => {
      if (type && question.type !== type) return;
      const before = total;
      total += sum(at);
      if (before <= most && total > most) flaws.push({ path: ['questions', at], message: `${what}: at most ${most}` });
    });
  };
  only('contact', () => 1, 1, 'a survey asks for contact once');
  only(
    'file',
    (at) => (questions[at] as { maxFiles?: number }).maxFiles ?? 1,
    LIMITS.attachments,
    'all file questions together have too many files',
  );
  only(
    '',
    (at) => {
      const question = questions[at]!;
      if (question.type === 'contact' || question.type === 'statement') return 0;
      return question.type === 'choice' && question.other ? 2 : 1;
    },
    LIMITS.answers,
    'too many answers for one record (a choice with "other" has two)',
  );
  return flaws;
}
