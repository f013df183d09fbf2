import type { NumberQuestion } from '../../src/contract/types';
import { Asked, about, type FieldParts, h, parts, problem, take } from '../kit';
import type { Panel } from '../view';

export { take };

const written = ({ locale }: Panel, value: number) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value);

/**
 * A number, typed as people write it: digits of any script, their own decimal sign. No `type=number`, whose wheel and
 * arrows change what was typed, and which hides from everybody what it could not read.
 */
export const field: FieldParts<NumberQuestion> = {
  Field: ({ panel, question }) => {
    const { id, unit, required, min, step } = question;
    const { state, say, answer } = panel;
    const after = unit && say(unit);
    return (
      <div class="question">
        <label class="asked" for={`number-${id}`}>
          <Asked panel={panel} question={question} />
          {parts.must!(panel, question, true)}
        </label>
        <div class="amount">
          <input
            id={`number-${id}`}
            type="text"
            inputMode={step === 'any' || (min !== undefined && min < 0) ? 'text' : step ? 'decimal' : 'numeric'}
            autocomplete="off"
            value={`${state.values[id] ?? ''}`}
            aria-required={required}
            aria-invalid={!!state.problems[id]}
            aria-describedby={about(panel, id, after && `unit-${id}`)}
            onInput={(event) => answer(id, event.currentTarget.value || undefined)}
          />
          {after && (
            <span id={`unit-${id}`} lang={after.lang}>
              {after.text}
            </span>
          )}
        </div>
        {problem(panel, id)}
      </div>
    );
  },
  label: (panel, { unit }, value) => unit && `${written(panel, value as number)} ${panel.say(unit).text}`,
  problemText(panel, { min, max, step = 1 }: NumberQuestion, kind) {
    if (!/^(badNumber|wrongStep|tooLow|tooHigh)$/.test(kind)) return undefined;
    const { words } = panel;
    const text =
      kind === 'badNumber'
        ? words.badNumber
        : kind === 'wrongStep'
          ? step === 1 && Number.isInteger(min ?? 0)
            ? words.wholeNumber
            : words.numberStep
          : min === undefined
            ? words.numberTo
            : max === undefined
              ? words.numberFrom
              : words.numberBetween;
    return text
      .replace('{step}', () => written(panel, step as number))
      .replace('{min}', () => written(panel, min!))
      .replace('{max}', () => written(panel, max!));
  },
};
