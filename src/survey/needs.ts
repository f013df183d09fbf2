import type { Question, ReadyQuestion, WrittenSurvey } from '../contract/types';
import { fieldOf } from './field-of';

/** What the panel draws itself; everything else is a file of its own. */
const OWN = new Set(['list', 'text', 'numbers', 'faces', 'chips', 'choice']);

/** A ready question is drawn by the panel, unless it has stars. */
const nameOf = (question: Question | ReadyQuestion): string =>
  'ready' in Object(question)
    ? (question as ReadyQuestion).look === 'stars'
      ? 'stars'
      : 'text'
    : fieldOf(question as Question);

/**
 * The chunks that a survey needs beside the panel's own: `flow`, where it is more than questions on one page that the panel
 * draws itself, and one for each kind of question that no preset asks. Empty for every preset.
 */
export function needsOf(survey: Partial<WrittenSurvey>): string[] {
  // a changed preset has its own, which need nothing
  const { questions = [], pages, ends, helpLinks, reviewLink, hidden, reply, greet } = survey;
  const fields = [...new Set(questions.map(nameOf))].filter((name) => !OWN.has(name));
  const flow =
    fields.length ||
    !!(pages || ends || helpLinks || reviewLink || hidden || greet || typeof reply === 'object') ||
    questions.some(({ when }) => when);
  return flow ? ['flow', ...fields] : [];
}
