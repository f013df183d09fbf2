import type { ScaleQuestion } from '../../src/contract/types';
import { type FieldParts, Group, h, parts, take } from '../kit';
import { plural } from '../languages/plural';

export { take };

const STAR = 'm12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.8-5.2 2.8 1-5.8L3.6 9.7l5.8-.8z';

/** Stars: all up to the chosen one are filled. Each is a radio with its number of stars, and its label where it has one. */
export const field: FieldParts<ScaleQuestion> = {
  Field: ({ panel, question }) => {
    const { id, labels, scale } = question;
    const { state, say, words, answer, locale } = panel;
    const chosen = state.values[id] as number | undefined;
    const count = scale.max - scale.min + 1;
    const ends = labels.length < count;
    const Ends = parts.Ends!;
    return (
      <Group
        panel={panel}
        question={question}
        look={count > 5 ? 'stars many' : 'stars'}
        ends={ends ? `ends-${id}` : undefined}
      >
        {[...Array(count)].map((_, at) => {
          const value = scale.min + at;
          const own = ends ? undefined : say(labels[at]);
          return (
            <label class={chosen !== undefined && value <= chosen ? 'star on' : 'star'}>
              <input type="radio" name={id} checked={chosen === value} onChange={() => answer(id, value)} />
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={STAR} />
              </svg>
              <span class="unseen">
                {plural(words.starsName, 'stars', at + 1, locale)}
                {own && ', '}
                {own && <span lang={own.lang}>{own.text}</span>}
              </span>
            </label>
          );
        })}
        {ends ? (
          <Ends panel={panel} question={question} first={1} />
        ) : (
          <p class="ends" aria-hidden="true">
            {chosen === undefined ? '\u00a0' : say(labels[chosen - scale.min]).text}
          </p>
        )}
      </Group>
    );
  },
};
