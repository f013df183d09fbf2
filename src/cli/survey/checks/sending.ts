import type { Survey } from '../../../contract/types';
import type { Problem } from '../problem';

/** A form that asks for nothing can never be sent: Send asks for an answer first. */
export const sendFlaws = ({ questions }: Survey): Problem[] =>
  questions.every(({ type }) => type === 'statement')
    ? [
        {
          path: 'questions',
          message:
            'there are only statements, so nothing can be answered, and a form without an answer is never sent: add a question',
        },
      ]
    : [];
