import type { BooleanQuestion } from '../../src/contract/types';
import { type FieldParts, Group, h, take } from '../kit';
import type { Panel } from '../view';

export { take };

const labelsOf = ({ say, words }: Panel, { labels }: BooleanQuestion) =>
  (labels ?? [words.yesPartlyNo[0]!, words.yesPartlyNo[2]!]).map((label) => say(label));

/** Yes, then No, as everybody writes it. */
export const field: FieldParts<BooleanQuestion> = {
  Field: ({ panel, question }) => (
    <Group panel={panel} question={question} look="row">
      {labelsOf(panel, question).map(({ text, lang }, at) => (
        <label class="point">
          <input
            type="radio"
            name={question.id}
            checked={panel.state.values[question.id] === !at}
            onChange={() => panel.answer(question.id, !at)}
          />
          <span lang={lang}>{text}</span>
        </label>
      ))}
    </Group>
  ),
  label: (panel, question, value) => labelsOf(panel, question)[value ? 0 : 1]!.text,
};
