import type { DateQuestion } from '../../src/contract/types';
import { Asked, about, type FieldParts, h, parts, problem, take } from '../kit';
import type { Panel } from '../view';

export { take };

const dayIn = ({ survey }: Panel, given: string | undefined) =>
  given === 'today' ? survey.course!.world().today : given;

/** A day, by the browser's own field: it knows the visitor's calendar, language and keyboard. */
export const field: FieldParts<DateQuestion> = {
  Field: ({ panel, question }) => {
    const { id, min, max, required } = question;
    const { state, answer, survey } = panel;
    return (
      <div class="question">
        <label class="asked" for={`date-${id}`}>
          <Asked panel={panel} question={question} />
          {parts.must!(panel, question, true)}
        </label>
        <input
          id={`date-${id}`}
          type="date"
          min={dayIn(panel, min)}
          max={dayIn(panel, max)}
          value={`${state.values[id] ?? ''}`}
          aria-invalid={!!state.problems[id]}
          aria-describedby={about(panel, id)}
          required={required}
          onInput={({ currentTarget: { value } }) => answer(id, value || undefined)}
          // not every browser tells of a day that is half typed before the field is left
          onBlur={({ currentTarget }) => {
            survey.course!.half[id] = currentTarget.validity.badInput;
          }}
        />
        {problem(panel, id)}
      </div>
    );
  },
  problemText(panel, { min, max }, kind) {
    if (!/^(badDate|tooEarly|tooLate)$/.test(kind)) return undefined;
    const { words, locale } = panel;
    const shown = (given: string | undefined) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
        new Date(`${dayIn(panel, given)}T00:00:00Z`),
      );
    const text =
      kind === 'badDate'
        ? words.badDate
        : min === undefined
          ? words.dateTo
          : max === undefined
            ? words.dateFrom
            : words.dateBetween;
    return text.replace('{min}', () => shown(min)).replace('{max}', () => shown(max));
  },
};
