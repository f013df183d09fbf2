import type { Question } from '../../src/contract/types';
import type { PanelHost } from '../../src/survey/panel-host';
import { type FieldFile, parts, take } from '../kit';
import english from '../locales/en-questions';
import type { MadeSurvey } from '../made-survey';
import { contactIn } from './contact-in';
import { courseOf } from './course';
import type { Flow } from './flow';
import css from './flow.css';
import { flowMisfits } from './misfit';
import { screensOf } from './screens';
import { onTheWire } from './wire';

export { css, take };

/**
 * The flow of one survey in one panel: pages, conditions, ends, and the questions that the panel itself does not draw.
 * Throws with the path of what keeps the survey from being asked as its author means it.
 */
export function flowOf(
  survey: MadeSurvey,
  host: PanelHost,
  fields: { [name: string]: FieldFile['field'] },
  fieldOf: (question: Question) => string,
): Flow {
  const [wrong] = flowMisfits(survey);
  if (wrong) throw new Error(`Earshot: survey "${survey.id}": ${wrong}`);
  // what is drawn and said later finds it where the panel looks
  Object.assign(parts.words!, english);
  for (const [name, { Field }] of Object.entries(fields)) Object.assign(parts, { [name]: Field });
  const course = courseOf(survey, host);
  const { kept, contact, hidden } = course;
  let noFiles = false;

  return {
    ...kept,
    ...screensOf(survey, host, course, fieldOf),
    world: course.world,
    view(state) {
      const { questions, last, live } = course.here(state);
      const { reply = true } = survey;
      return {
        ...survey,
        questions: questions.map((question) => course.asked(question, live)),
        // a contact question takes its place
        reply: last && !contact && (typeof reply === 'object' ? course.holds(reply, live) : reply),
      };
    },
    isLast: (state) => course.here(state).last,
    end: (state) => course.way(state).end,
    lost(state) {
      const { live } = course.way(state);
      const sent = survey.questions.filter(({ id }) => Object.hasOwn(live, id));
      const names = sent.flatMap(({ id }) => kept.added[id]?.files ?? []).map(({ name }) => name);
      return noFiles ? names : (state.refused ?? []).map(({ index }) => names[index] ?? '');
    },
    problemText(panel, at) {
      const question = survey.questions.find(({ id }) => id === at);
      const kind = panel.state.problems[at];
      return question && kind && fields[fieldOf(question)]?.problemText?.(panel, question as never, kind);
    },
    contactOf(panel) {
      const { state } = panel;
      const { questions, live, stops } = course.here(state);
      const asked = !!contact && stops.some((stop) => stop.questions.includes(contact));
      const own = contactIn(panel, contact, asked, !!contact && questions.includes(contact));
      const wrong = course.problemsOn(questions, state);
      const problems = { ...wrong, ...own.problems };
      const first = questions.find(({ type }) => type !== 'statement') ?? questions[0];
      if (first && !own.said && !Object.keys(live).length && !Object.keys(wrong).length)
        problems[first.id] ??= 'nothing';
      // without the extras nobody keeps files, and an answer that names them would name nothing
      noFiles = !host.facts;
      const answered = survey.questions.filter(
        ({ id, type }) => Object.hasOwn(live, id) && !(noFiles && type === 'file'),
      );
      return {
        problems,
        filled: {
          ...own.filled,
          answers: answered.flatMap((question) =>
            onTheWire(panel, survey, course.asked(question, live), live[question.id]!, fields[fieldOf(question)]),
          ),
          files: answered.flatMap(({ id, type }) => (type === 'file' ? (kept.added[id]?.files ?? []) : [])),
          ...(Object.keys(hidden).length && { data: { ...host.data, ...hidden } }),
        },
      };
    },
  };
}
