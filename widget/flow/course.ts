import type { Condition, ContactQuestion, Question } from '../../src/contract/types';
import { holds } from '../../src/survey/condition';
import { lengthOf, MAX_TEXT, promptOf } from '../../src/survey/flow';
import { hiddenIn } from '../../src/survey/hidden';
import { problemWith, readAnswer } from '../../src/survey/kinds';
import { otherOf } from '../../src/survey/kinds/choice';
import type { PanelHost } from '../../src/survey/panel-host';
import { type Surroundings, type Way, wayThrough } from '../../src/survey/way';
import type { MadeSurvey } from '../made-survey';
import type { PanelState, Problems } from '../panel-state';
import type { Flow } from './flow';
import { worldOf } from './world';

/** What stays as it is when a form is drawn in another language. */
export type Lasting = Pick<Flow, 'seed' | 'added' | 'half' | 'told'>;
const lasting = new WeakMap<PanelHost, Lasting>();

/** Where a visitor stands in a survey, by what they entered: decisions alone, nothing is drawn here. */
export function courseOf(survey: MadeSurvey, host: PanelHost) {
  const kept: Lasting = lasting.get(host) ?? { seed: `${Math.random()}`, added: {}, half: {}, told: {} };
  lasting.set(host, kept);
  const given = host.facts?.() ?? { context: {}, data: {}, traits: {} };
  const hidden = hiddenIn(survey, location.href);
  const around: Surroundings = { ...given, data: { ...given.data, ...hidden } };
  const contact = survey.questions.find(({ type }) => type === 'contact') as ContactQuestion | undefined;
  const rankings = new Set(survey.questions.filter(({ type }) => type === 'ranking').map(({ id }) => id));

  /** The language that the form is drawn in: numbers are typed as it writes them. */
  let { locale } = host;
  const world = () => worldOf(locale);

  /** What stands in the form for a question: files and half a day are in no draft. */
  const enteredOf = ({ id, type }: Question, { values }: PanelState): unknown =>
    type === 'file'
      ? kept.added[id]?.files.map(({ name }) => name)
      : type === 'date' && values[id] === undefined && kept.half[id]
        ? '?'
        : values[id];

  const way = (state: PanelState): Way =>
    wayThrough(survey, around, (question) => readAnswer(question, enteredOf(question, state), world()));

  return {
    kept,
    hidden,
    contact,
    world,
    speaks(tag: string) {
      locale = tag;
    },
    way,
    /** The page that somebody stands on, its questions as they are asked now, and whether it is the last. */
    here(state: PanelState) {
      const found = way(state);
      const at = Math.min(state.at ?? 0, found.stops.length - 1);
      const stop = found.stops[at];
      return { ...found, at, page: stop?.page, questions: stop?.questions ?? [], last: at >= found.stops.length - 1 };
    },
    /** A question with the prompt that fits the score given before, wherever that was. */
    asked: (question: Question, live: Way['live']): Question =>
      question.type === 'text' && question.promptByBand
        ? { ...question, prompt: promptOf(question, survey, live), promptByBand: undefined }
        : question,
    holds: (when: Condition | undefined, live: Way['live']) =>
      !when || holds(when, { ...around, answers: live }, (id) => rankings.has(id)),
    /** What is wrong with what was entered, by question; of a text of one's own, by its own name. */
    problemsOn(questions: Question[], state: PanelState): Problems {
      const problems: Problems = {};
      const tooLong = (text: unknown, most = MAX_TEXT) =>
        typeof text === 'string' && lengthOf(text) > Math.min(most, MAX_TEXT);
      for (const question of questions) {
        const { id, type } = question;
        const entered = enteredOf(question, state);
        const found = problemWith(question, entered, world());
        if (found) problems[id] = found;
        if (type === 'text' && tooLong(entered, question.maxLength)) problems[id] = 'tooLong';
        if (type === 'choice' && tooLong(state.values[otherOf(id)])) problems[otherOf(id)] = 'tooLong';
      }
      return problems;
    },
  };
}

export type Course = ReturnType<typeof courseOf>;
