import { type ComponentChildren, h } from 'preact';
import type { BooleanQuestion, ChoiceQuestion, ScaleQuestion, Text } from '../../src/contract/types';
import { parts } from '../parts';
import { Asked, about, type Panel, problem } from '../view';

interface GroupProps {
  panel: Panel;
  question: ScaleQuestion | ChoiceQuestion | BooleanQuestion;
  look: string;
  /** `group` where several answers can be chosen. */
  role?: 'group' | 'radiogroup' | undefined;
  /** Id of the words of both ends, where only these have words. */
  ends?: string | undefined;
  children: ComponentChildren;
}

/** The frame of every question that is answered by choosing: legend, points, "Clear answer", message. */
export const Group = ({ panel, question, look, role = 'radiogroup', ends, children }: GroupProps) => {
  const { id } = question;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a radiogroup takes it; the rule does not read the role below
    <fieldset
      class="question"
      role={role}
      aria-required={role === 'radiogroup' ? question.required : undefined}
      aria-describedby={about(panel, id, ends)}
      aria-invalid={panel.state.problems[id] && 'true'}
    >
      <legend class="asked">
        <Asked panel={panel} question={question} />
        {parts.must?.(panel, question)}
      </legend>
      <div class={look}>{children}</div>
      {problem(panel, id)}
      <div class="clear">
        {parts.Clear && panel.state.values[id] !== undefined && <parts.Clear panel={panel} question={question} />}
      </div>
    </fieldset>
  );
};

interface PointProps {
  panel: Panel;
  question: ScaleQuestion;
  value: number;
  label: Text;
  children?: ComponentChildren;
}

/** One native radio with its words. None is chosen before the visitor chooses. */
export const Point = ({ panel: { state, say, answer }, question: { id }, value, label, children }: PointProps) => {
  const { text, lang } = say(label);
  return (
    <label class="point">
      <input type="radio" name={id} checked={state.values[id] === value} onChange={() => answer(id, value)} />
      {children}
      <span lang={lang}>{text}</span>
    </label>
  );
};
