import type { ScaleQuestion } from '../../src/contract/types';
import { type FieldParts, Group, h, take } from '../kit';

export { take };

const UP = 'M8 11v9H4v-9zM8 11l4-8c1.7 0 2.6 1.2 2.2 2.8L13.5 10H19a2 2 0 0 1 2 2.3l-1.2 6A2 2 0 0 1 17.8 20H8';

/** Two thumbs with their words: the good one comes first, as everybody draws them. */
export const field: FieldParts<ScaleQuestion> = {
  Field: ({ panel, question }) => {
    const { id, labels, scale } = question;
    const { state, say, answer } = panel;
    const good = scale.direction === 'higher_better' ? scale.max : scale.min;
    const bad = scale.min + scale.max - good;
    return (
      <Group panel={panel} question={question} look="row thumbs">
        {[good, bad].map((value) => {
          const { text, lang } = say(labels[value - scale.min]);
          return (
            <label class="point">
              <input type="radio" name={id} checked={state.values[id] === value} onChange={() => answer(id, value)} />
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={UP} transform={value === good ? undefined : 'rotate(180 12 12)'} />
              </svg>
              <span lang={lang}>{text}</span>
            </label>
          );
        })}
      </Group>
    );
  },
};
