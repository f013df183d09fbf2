import type { MatrixQuestion } from '../../src/contract/types';
import { Asked, about, type FieldParts, h, parts, problem, take } from '../kit';
import css from './matrix.css';

export { take };

/**
 * The same choice for several things: each row is a group of radios with its own name, so that on a phone, and for
 * whoever listens, it is a list of plain questions; where there is room the columns line up below one head.
 */
export const field: FieldParts<MatrixQuestion> = {
  Field: ({ panel, question }) => {
    const { id, rows, columns, required } = question;
    const { state, say, words, answer } = panel;
    const given = Object(state.values[id]) as { [row: string]: string };
    const heads = columns.map((column) => ({ id: column.id, ...say(column.label) }));
    return (
      <fieldset class="question" aria-describedby={about(panel, id)}>
        <legend class="asked">
          <Asked panel={panel} question={question} />
          {parts.must!(panel, question, true)}
        </legend>
        <div class={columns.length > 5 ? 'matrix' : 'matrix table'} data-columns={columns.length}>
          {rows.map((row) => {
            const { text, lang } = say(row.label);
            const chosen = Object.hasOwn(given, row.id) ? given[row.id] : undefined;
            return (
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: as in the panel's own groups
              <fieldset role="radiogroup" aria-required={required} class="line">
                <legend lang={lang}>{text}</legend>
                {heads.map((head) => (
                  <label class="point">
                    <input
                      type="radio"
                      name={`${id} ${row.id}`}
                      checked={chosen === head.id}
                      aria-invalid={!chosen && !!state.problems[id]}
                      onChange={() => answer(id, { ...given, [row.id]: head.id })}
                    />
                    <span lang={head.lang}>{head.text}</span>
                  </label>
                ))}
              </fieldset>
            );
          })}
        </div>
        {problem(panel, id)}
        <div class="clear">
          {state.values[id] !== undefined && (
            <button
              type="button"
              class="quiet"
              onClick={(event) => {
                event.currentTarget.closest('fieldset')!.querySelector('input')!.focus();
                answer(id, undefined);
              }}
            >
              {words.clearButton}
            </button>
          )}
        </div>
      </fieldset>
    );
  },
  css,
  label: ({ say }, { rows, columns }, value) =>
    rows
      .filter(({ id }) => Object.hasOwn(value as object, id))
      .map(({ id, label }) => {
        const column = columns.find((one) => one.id === (value as { [row: string]: string })[id]);
        return `${say(label).text}: ${say(column?.label).text}`;
      })
      .join('; '),
};
