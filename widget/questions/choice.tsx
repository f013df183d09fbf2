import { h } from 'preact';
import type { ChoiceQuestion } from '../../src/contract/types';
import type { Panel } from '../view';
import { Group } from './group';

/** Chips: one of them, or several. */
export const ChoiceField = ({ panel, question }: { panel: Panel; question: ChoiceQuestion }) => {
  const { id, multiple } = question;
  const { state, say, answer } = panel;
  const chosen = (state.values[id] ?? []) as string[];
  return (
    <Group panel={panel} question={question} look="row" role={multiple ? 'group' : undefined}>
      {question.options.map((option) => {
        const label = say(option.label);
        const on = chosen.includes(option.id);
        const others = multiple ? chosen.filter((other) => other !== option.id) : [];
        const next = on && multiple ? others : [...others, option.id];
        return (
          <label class="point">
            <input
              type={multiple ? 'checkbox' : 'radio'}
              name={id}
              checked={on}
              onChange={() => answer(id, next.length ? next : undefined)}
            />
            <span lang={label.lang}>{label.text}</span>
          </label>
        );
      })}
    </Group>
  );
};

/** The labels of what was chosen, in the survey's order. */
export const choiceLabel = ({ options }: ChoiceQuestion, chosen: string[], say: Panel['say']): string =>
  options
    .filter(({ id }) => chosen.includes(id))
    .map(({ label }) => say(label).text)
    .join(', ');
