import type { RankingQuestion } from '../../src/contract/types';
import { shuffled } from '../../src/survey/shuffled';
import { digits } from '../digits';
import { Asked, about, type FieldParts, h, parts, problem, take } from '../kit';
import type { Panel } from '../view';
import css from './ranking.css';

export { take };

/** Whether all things stand in it, each once: an old draft may have another order. */
const isOrder = (given: unknown, { options }: RankingQuestion): given is string[] =>
  Array.isArray(given) && given.length === options.length && options.every(({ id }) => given.includes(id));

/** The order as it stands: the visitor's own, or the one that it begins with. */
function orderOf({ state, survey }: Panel, question: RankingQuestion): string[] {
  const given = state.values[question.id];
  if (isOrder(given, question)) return given;
  const ids = question.options.map((option) => option.id);
  return question.order === 'kept' ? ids : shuffled(ids, `${survey.course!.seed}${question.id}`);
}

const moved = (order: string[], from: number, to: number): string[] => {
  const next = order.filter((_, at) => at !== from);
  next.splice(to, 0, order[from]!);
  return next;
};

/**
 * Things in order. Two buttons a row move it, and so does dragging its handle: by pointer events, since HTML's own
 * dragging does not work with a finger. Whoever finds the order right as it stands ticks that, because an order that
 * nobody touched says nothing.
 */
const Field = ({ panel, question }: { panel: Panel; question: RankingQuestion }) => {
  const { id, options } = question;
  const { state, say, words, answer, survey, locale } = panel;
  const { told } = survey.course!;
  const order = orderOf(panel, question);
  const { length } = order;
  const labelOf = (item: string) => say(options.find((option) => option.id === item)!.label);
  const tell = (item: string, place: number) => {
    told[id] = words.rankMoved
      .replace('{item}', () => labelOf(item).text)
      .replace('{place}', () => digits(place + 1, locale))
      .replace('{places}', () => digits(length, locale));
  };
  /** A button moves with its row, and the focus with it; at an end the other button of the row takes it. */
  const press = (button: HTMLButtonElement, from: number, by: number) => {
    const list = button.closest('ol')!;
    tell(order[from]!, from + by);
    answer(id, moved(order, from, from + by));
    const [up, down] = list.children[from + by]?.querySelectorAll('button') ?? [];
    const [same, other] = by < 0 ? [up, down] : [down, up];
    (same?.disabled ? other : same)?.focus();
  };
  const drag = (handle: HTMLElement, pointer: number, from: number) => {
    let now = order;
    let at = from;
    const list = handle.closest('ol')!;
    const off = new AbortController();
    const over = ({ clientY }: PointerEvent) => {
      const to = [...list.children].findIndex((row) => clientY < row.getBoundingClientRect().bottom);
      const next = to < 0 ? length - 1 : to;
      if (next === at) return;
      tell(now[at]!, next);
      now = moved(now, at, next);
      at = next;
      answer(id, now);
    };
    const end = () => {
      off.abort();
      list.classList.remove('dragging');
    };
    list.classList.add('dragging');
    list.setPointerCapture(pointer);
    list.addEventListener('pointermove', over, { signal: off.signal });
    for (const type of ['pointerup', 'pointercancel'] as const)
      list.addEventListener(type, end, { signal: off.signal });
  };
  return (
    <fieldset class="question" aria-describedby={about(panel, id, `rank-${id}`)}>
      <legend class="asked">
        <Asked panel={panel} question={question} />
        {parts.must!(panel, question, true)}
      </legend>
      <p class="note" id={`rank-${id}`}>
        {words.rankHint}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: without markers it is no list to WebKit */}
      <ol class="ranks" role="list">
        {order.map((item, at) => {
          const { text, lang } = labelOf(item);
          const button = (by: number, name: string, path: string) => (
            <button
              type="button"
              class="quiet"
              aria-label={name.replace('{item}', () => text)}
              disabled={at + by < 0 || at + by >= length}
              onClick={({ currentTarget }) => press(currentTarget, at, by)}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={path} />
              </svg>
            </button>
          );
          return (
            <li data-id={item}>
              <span
                class="grip"
                aria-hidden="true"
                onPointerDown={(event) => {
                  if (event.button) return;
                  event.preventDefault();
                  drag(event.currentTarget, event.pointerId, at);
                }}
              >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d="M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01" />
                </svg>
              </span>
              <span class="what" lang={lang}>
                {text}
              </span>
              {button(-1, words.moveUp, 'm6 14 6-6 6 6')}
              {button(1, words.moveDown, 'm6 10 6 6 6-6')}
            </li>
          );
        })}
      </ol>
      <label class="check">
        <input
          id={`tick-${id}`}
          type="checkbox"
          checked={state.values[id] !== undefined}
          aria-invalid={!!state.problems[id]}
          onChange={(event) => answer(id, event.currentTarget.checked ? order : undefined)}
        />
        <span>{words.rankKeep}</span>
      </label>
      <p role="status" class="unseen">
        {told[id]}
      </p>
      {problem(panel, id)}
    </fieldset>
  );
};
export const field: FieldParts<RankingQuestion> = {
  Field,
  css,
  label: (panel, { options }, value) =>
    (value as string[])
      .map((item, at) => `${at + 1}. ${panel.say(options.find((option) => option.id === item)?.label).text}`)
      .join(' '),
};
