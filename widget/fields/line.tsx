import type { TextQuestion } from '../../src/contract/types';
import { Asked, about, type FieldParts, h, parts, problem, take } from '../kit';

export { take };

/** A short text, in one line. Enter sends nothing: there is no form around it. */
export const field: FieldParts<TextQuestion> = {
  Field: ({ panel, question }) => {
    const { id, required } = question;
    const { state, answer } = panel;
    return (
      <div class="question">
        <label class="asked" for={`text-${id}`}>
          <Asked panel={panel} question={question} />
          {parts.must!(panel, question, true)}
        </label>
        <input
          id={`text-${id}`}
          type="text"
          value={(state.values[id] ?? '') as string}
          aria-required={required}
          aria-invalid={!!state.problems[id]}
          aria-describedby={about(panel, id)}
          onInput={(event) => answer(id, event.currentTarget.value || undefined)}
        />
        {problem(panel, id)}
      </div>
    );
  },
};
