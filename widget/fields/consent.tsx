import type { ConsentQuestion } from '../../src/contract/types';
import { about, type FieldParts, h, parts, problem, take } from '../kit';

export { take };

/** A tick that nobody set beforehand, with what is agreed to as its own words. */
export const field: FieldParts<ConsentQuestion> = {
  Field: ({ panel, question }) => {
    const { id, prompt, link, required } = question;
    const { state, say, answer } = panel;
    const asked = say(prompt);
    const more = link && say(link.label);
    return (
      <div class="question">
        <label class="check">
          <input
            id={`tick-${id}`}
            type="checkbox"
            checked={state.values[id] === true}
            aria-required={required}
            aria-invalid={!!state.problems[id]}
            aria-describedby={about(panel, id)}
            onChange={(event) => answer(id, event.currentTarget.checked)}
          />
          <span>
            <span lang={asked.lang}>{asked.text}</span>
            {parts.must!(panel, question)}
          </span>
        </label>
        {problem(panel, id)}
        {link && (
          <a href={link.url} target="_blank" rel="noreferrer" lang={more!.lang}>
            {more!.text}
          </a>
        )}
      </div>
    );
  },
};
