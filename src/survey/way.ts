import type { Answer, Condition, End, Page, Question, Survey } from '../contract/types';
import { type Facts, holds } from './condition';
import type { Values } from './flow';

/** A page as it is asked now: the questions whose conditions hold. */
export interface Stop {
  page: Page;
  questions: Question[];
}

/** The way through a survey that the answers given so far make. */
export interface Way {
  /** In order, each page at most once. At least one, of a survey without flaws. */
  stops: Stop[];
  end: End | undefined;
  /** The answers to questions on the way. What was entered elsewhere, and then passed by, is not among them. */
  live: Values;
}

/** Everything but answers, which come from the form. */
export type Surroundings = Omit<Facts, 'answers'>;

/** A survey without pages has one. */
const pagesOf = ({ pages, questions }: Survey): Page[] =>
  pages ?? [{ id: '', questions: questions.map(({ id }) => id) }];

/**
 * Walks a survey from its first page to an end. Jumps lead to later pages only (`flawsOf` refuses others, and here a jump
 * back counts as none), so every walk ends. Conditions see live answers alone: a question that is passed by does not go
 * on deciding. `read` gives the answer that was entered for a question, undefined for none.
 */
export function wayThrough(
  survey: Survey,
  around: Surroundings,
  read: (question: Question) => Answer['value'] | undefined,
): Way {
  const pages = pagesOf(survey);
  const byId = new Map(survey.questions.map((question) => [question.id, question] as const));
  const live: Values = {};
  const facts: Facts = { ...around, answers: live };
  const isRanking = (id: string) => byId.get(id)?.type === 'ranking';
  const fits = (when: Condition | undefined) => !when || holds(when, facts, isRanking);
  const stops: Stop[] = [];
  let jumped: End | undefined;
  for (let at = 0; at < pages.length; ) {
    const page = pages[at]!;
    at++;
    if (!fits(page.when)) continue;
    const questions: Question[] = [];
    for (const id of page.questions) {
      const question = byId.get(id);
      if (!question || !fits(question.when)) continue;
      questions.push(question);
      const value = read(question);
      if (value !== undefined) live[id] = value;
    }
    if (!questions.length) continue;
    stops.push({ page, questions });
    const to = page.next?.find(({ when }) => fits(when))?.to;
    if (to === undefined) continue;
    jumped = survey.ends?.find(({ id }) => id === to);
    if (jumped) break;
    const target = pages.findIndex(({ id }) => id === to);
    if (target > at) at = target;
  }
  return { stops, live, end: jumped ?? survey.ends?.find(({ when }) => fits(when)) };
}

/**
 * How much of a survey is behind whoever stands on the `passed + 1`th page, from 0 to 1: pages passed, of these and of the
 * longest way that may still come. It never falls while somebody goes on, whatever they answer.
 */
export function progressOf(survey: Survey, page: Page, passed: number): number {
  const pages = pagesOf(survey);
  const from = pages.findIndex(({ id }) => id === page.id);
  return passed / (passed + pages.length - Math.max(0, from));
}
