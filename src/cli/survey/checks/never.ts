import { pathOf } from '../../../contract/path';
import type { Condition, Page, Survey } from '../../../contract/types';
import { holds } from '../../../survey/condition';
import type { Problem } from '../problem';

type Path = (string | number)[];

/** No answer yet, or none at all. */
const NONE = undefined;

/** Whether a condition holds with this answer to this one question; undefined where it hangs on something else as well. */
function known(condition: Condition | undefined, id: string, value: number | undefined): boolean | undefined {
  if (!condition) return true;
  const { all, any, not, answer, row } = condition;
  if (not) {
    const inner = known(not, id, value);
    return inner === undefined ? undefined : !inner;
  }
  const list = all ?? any;
  if (list) {
    const inner = list.map((one) => known(one, id, value));
    const decides = !all;
    return inner.includes(decides) ? decides : inner.includes(undefined) ? undefined : !decides;
  }
  if (answer !== id || row !== undefined) return undefined;
  const answers = value === NONE ? {} : { [id]: value };
  return holds(condition, { answers, context: {}, data: {}, traits: {} }, () => false);
}

const asks = (condition: Condition | undefined, id: string): boolean =>
  !!condition &&
  (condition.answer === id ||
    [...(condition.all ?? []), ...(condition.any ?? []), condition.not].some((one) => asks(one, id)));

/**
 * What no answer to a scale leads to: a survey is walked with each of its points, and without an answer, on every way that
 * this leaves open. Of conditions that hang on something else as well both outcomes are taken.
 */
export function neverFlaws(survey: Survey, sound: boolean): Problem[] {
  if (!sound) return [];
  const { questions, ends = [] } = survey;
  const pages: Page[] = survey.pages ?? [{ id: '', questions: questions.map(({ id }) => id) }];
  const byId = new Map(questions.map((question, at) => [question.id, { question, at }]));
  const found: Problem[] = [];
  for (const rated of questions) {
    if (rated.type !== 'scale') continue;
    const { id, scale, required } = rated;
    /** What some way leads to, and what some way could have led to. */
    const met = new Set<string>();
    const looked = new Map<string, { path: Path; end?: string }>();
    const outcome = (when: Condition | undefined, value: number | undefined, path: Path, end?: string) => {
      const answer = known(when, id, value);
      if (asks(when, id)) {
        looked.set(pathOf(path), { path, ...(end !== undefined && { end }) });
        if (answer !== false) met.add(pathOf(path));
      }
      return answer;
    };
    const finish = (value: number | undefined) => {
      for (const [at, end] of ends.entries())
        if (outcome(end.when, value, ['ends', at, 'when'], end.id) === true) return;
    };
    const walk = (point: number | undefined) => {
      const reached: Set<number | undefined>[] = pages.map(() => new Set());
      const arrive = (at: number, value: number | undefined) =>
        at < pages.length ? reached[at]!.add(value) : finish(value);
      reached[0]?.add(NONE);
      pages.forEach((page, at) => {
        for (const before of reached[at]!) {
          const entered = outcome(page.when, before, ['pages', at, 'when']);
          if (entered !== true) arrive(at + 1, before);
          if (entered === false) continue;
          let values = [before];
          /** A page of which no question is asked is passed by, with its jumps: whether that may be, and whether it must. */
          let sure = false;
          let maybe = false;
          for (const name of page.questions) {
            const asked = byId.get(name);
            if (!asked) continue;
            const shown = values.map((value) => outcome(asked.question.when, value, ['questions', asked.at, 'when']));
            sure ||= shown.every((one) => one === true);
            maybe ||= shown.some((one) => one !== false);
            if (name === id && shown.some((one) => one !== false))
              values =
                required && shown.every((one) => one === true) && point !== NONE
                  ? [point]
                  : [...new Set([NONE, point])];
          }
          if (!sure) arrive(at + 1, before);
          if (!maybe) continue;
          for (const value of values) {
            let on = true;
            for (const [place, jump] of (page.next ?? []).entries()) {
              const taken = outcome(jump.when, value, ['pages', at, 'next', place, 'when']);
              if (taken === false) continue;
              const to = pages.findIndex((one) => one.id === jump.to);
              if (to > at) arrive(to, value);
              if (taken === true) {
                on = false;
                break;
              }
            }
            if (on) arrive(at + 1, value);
          }
        }
      });
    };
    for (let point = scale.min; point <= scale.max; point++) walk(point);
    if (!required) walk(NONE);
    // jumps and ends that were never come to, because those before them take everything
    const untold = (when: Condition | undefined, path: Path, end?: string) => {
      const key = pathOf(path);
      if (asks(when, id) && !looked.has(key)) looked.set(key, { path, ...(end !== undefined && { end }) });
    };
    for (const [at, { next = [] }] of pages.entries())
      for (const [place, jump] of next.entries()) untold(jump.when, ['pages', at, 'next', place, 'when']);
    for (const [at, end] of ends.entries()) untold(end.when, ['ends', at, 'when'], end.id);
    const wanted = new Set(pages.flatMap(({ next = [] }) => next.map(({ to }) => to)));
    for (const [key, { path, end }] of looked) {
      if (met.has(key) || (end !== undefined && wanted.has(end))) continue;
      const message =
        end !== undefined
          ? `"${end}" is never shown: whatever "${id}" is, an end before it or a jump is taken`
          : path[2] === 'next'
            ? `is never taken: whatever "${id}" is when somebody comes here, a jump before it is taken, or this does not fit`
            : `can never hold: nobody comes here with such an answer to "${id}"`;
      found.push({ path: key, message });
    }
  }
  return found;
}
