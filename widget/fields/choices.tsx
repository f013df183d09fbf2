import type { ChoiceQuestion, Option } from '../../src/contract/types';
import { OTHER, otherOf, toggled } from '../../src/survey/kinds/choice';
import { shuffled } from '../../src/survey/shuffled';
import { Asked, about, type FieldParts, Fragment, Group, h, problem, take } from '../kit';
import type { Panel } from '../view';

export { take };

/** Most options of which one is chosen by chips; more open as a menu. */
const CHIPS = 10;

/** What can be chosen, in the order shown: exclusive options and the visitor's own words stay last. */
function shown({ words, survey }: Panel, { id, options, order, other }: ChoiceQuestion): Option[] {
  const free = options.filter(({ exclusive }) => !exclusive);
  return [
    ...(order === 'shuffled' ? shuffled(free, `${survey.course!.seed}${id}`) : free),
    ...(other ? [{ id: OTHER, label: other === true ? words.otherOption : other }] : []),
    ...options.filter(({ exclusive }) => exclusive),
  ];
}

/** A choice with more than chips in a fixed order: a menu where it is long, words of one's own, "none of these". */
export const field: FieldParts<ChoiceQuestion> = {
  Field: ({ panel, question }) => {
    const { id, multiple, required, look } = question;
    const { state, say, words, answer } = panel;
    const options = shown(panel, question);
    const chosen = (Array.isArray(state.values[id]) ? state.values[id] : []) as string[];
    const choose = (ids: string[]) => answer(id, ids.length ? ids : undefined);
    const own = otherOf(id);
    const text = chosen.includes(OTHER) && (
      <div class="field">
        <label for={`text-${own}`}>{words.otherLabel}</label>
        <input
          id={`text-${own}`}
          type="text"
          value={(state.values[own] ?? '') as string}
          aria-invalid={!!state.problems[own]}
          aria-describedby={about(panel, own)}
          onInput={(event) => answer(own, event.currentTarget.value || undefined)}
        />
        {problem(panel, own)}
      </div>
    );
    if (!multiple && (look === 'menu' || (!look && options.length > CHIPS)))
      return (
        <div class="question">
          <label class="asked" for={`menu-${id}`}>
            <Asked panel={panel} question={question} />
          </label>
          <select
            id={`menu-${id}`}
            value={chosen[0] ?? ''}
            aria-required={required}
            aria-invalid={!!state.problems[id]}
            aria-describedby={about(panel, id)}
            onChange={({ currentTarget: { value } }) => choose(value ? [value] : [])}
          >
            <option value="">{words.chooseOne}</option>
            {options.map((option) => {
              const label = say(option.label);
              return (
                <option value={option.id} lang={label.lang}>
                  {label.text}
                </option>
              );
            })}
          </select>
          {text}
          {problem(panel, id)}
        </div>
      );
    return (
      <>
        <Group
          panel={panel}
          question={question}
          look="row"
          role={multiple ? 'group' : undefined}
          ends={multiple ? `many-${id}` : undefined}
        >
          {multiple && (
            <p class="note" id={`many-${id}`}>
              {words.chooseSeveral}
            </p>
          )}
          {options.map((option) => {
            const label = say(option.label);
            return (
              <label class="point">
                <input
                  type={multiple ? 'checkbox' : 'radio'}
                  name={id}
                  checked={chosen.includes(option.id)}
                  onChange={() => choose(toggled(question, chosen, option.id))}
                />
                <span lang={label.lang}>{label.text}</span>
              </label>
            );
          })}
        </Group>
        {text}
      </>
    );
  },
  label: (panel, question, value) =>
    shown(panel, question)
      .filter(({ id }) => (value as string[]).includes(id))
      .map(({ label }) => panel.say(label).text)
      .join(', '),
};
