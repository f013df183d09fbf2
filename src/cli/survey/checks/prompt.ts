import { pathOf } from '../../../contract/path';
import type { Survey } from '../../../contract/types';
import type { Problem } from '../problem';

/** The prompt in the corner shows the words of `questions[0]` (widget/invite.tsx), whatever it is and whichever page it is on. */
export function promptFlaws({ questions, pages, trigger }: Survey): Problem[] {
  const [first] = questions;
  if (trigger === undefined || !first) return [];
  const say = (message: string): Problem[] => [{ path: pathOf(['questions', 0]), message, mild: true }];
  if (first.type === 'statement')
    return say(
      'the prompt that opens by itself shows these words, and asks nothing with them: let the list begin with a question, and order the form by "pages"',
    );
  // a statement above it is no other question
  const statements = new Set(questions.filter(({ type }) => type === 'statement').map(({ id }) => id));
  const asked = pages?.[0]?.questions.find((id) => !statements.has(id));
  return asked !== undefined && asked !== first.id
    ? say(
        `the prompt that opens by itself shows these words, and the form begins with "${asked}": let the list begin with that`,
      )
    : [];
}
