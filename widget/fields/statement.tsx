import type { StatementQuestion } from '../../src/contract/types';
import { type FieldParts, h, problem, take } from '../kit';

export { take };

/** Something to read: nothing is asked. */
export const field: FieldParts<StatementQuestion> = {
  Field: ({ panel, question: { id, prompt, text, link } }) => {
    const { say } = panel;
    const [title, body, more] = [prompt, text, link?.label].map((words) => say(words));
    return (
      <div class="question">
        <h3 lang={title!.lang}>{title!.text}</h3>
        {text && <p lang={body!.lang}>{body!.text}</p>}
        {link && (
          <a href={link.url} target="_blank" rel="noreferrer" lang={more!.lang}>
            {more!.text}
          </a>
        )}
        {problem(panel, id)}
      </div>
    );
  },
};
