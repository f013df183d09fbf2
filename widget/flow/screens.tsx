import type { Question } from '../../src/contract/types';
import type { PanelHost } from '../../src/survey/panel-host';
import { progressOf } from '../../src/survey/way';
import { digits } from '../digits';
import { Fragment, h, parts, Send } from '../kit';
import type { MadeSurvey } from '../made-survey';
import type { Panel } from '../view';
import { contactIn } from './contact-in';
import type { Course } from './course';
import { Helps } from './helps';

/** The page that is asked, and the buttons below it. */
export function screensOf(
  survey: MadeSurvey,
  host: PanelHost,
  course: Course,
  fieldOf: (question: Question) => string,
) {
  const paged = survey.pages?.[1];

  /** Goes on or back by one page. Going back asks for nothing, and keeps everything. */
  const turn = (panel: Panel, by: number) => {
    const { state } = panel;
    const { at, questions } = course.here(state);
    const { contact } = course;
    const shown = !!contact && questions.includes(contact);
    const problems =
      by > 0 ? { ...course.problemsOn(questions, state), ...contactIn(panel, contact, shown, shown).problems } : {};
    // consent is asked beside Send
    delete problems[':agreed'];
    if (Object.keys(problems).length) {
      panel.tell({ is: 'send', problems });
      parts.focusProblem?.(host.root);
      return;
    }
    panel.tell({ is: 'contact', fields: { at: at + by } });
    host.root.querySelector<HTMLElement>('.page')?.focus();
  };

  return {
    Main({ panel }: { panel: Panel }) {
      const { state, words, say, locale } = panel;
      course.speaks(locale);
      const { at, page, questions, last, live } = course.here(state);
      const name = !at && survey.greet && host.knownContact?.name;
      const title = say(page?.title);
      // Another element for the next page, so that no radio of this one lends itself to a group of that.
      const Box = at % 2 ? 'section' : 'div';
      const links = last ? (survey.helpLinks ?? []).filter(({ when }) => course.holds(when, live)) : [];
      return (
        <>
          {name && <p class="hello">{words.helloName.replace('{name}', () => name)}</p>}
          {paged && page && (
            <progress aria-label={words.progressName} value={Math.max(0.001, progressOf(survey, page, at))} />
          )}
          {/* Where the focus goes after a page was turned: its title, or that it is another one. */}
          {paged && page && (
            <h3 tabIndex={-1} class={page.title ? 'page' : 'page unseen'} lang={title.lang}>
              {title.text || `${words.progressName} ${digits(at + 1, locale)}`}
            </h3>
          )}
          <Box>
            {page?.questions.map((id) => {
              // what is not asked now keeps its place, since views have no keys
              const question = questions.find((one) => one.id === id);
              const Field = question && parts[fieldOf(question) as 'list'];
              return Field ? <Field panel={panel} question={course.asked(question, live) as never} /> : null;
            })}
            {last && parts.Contact && <parts.Contact panel={panel} />}
          </Box>
          <Helps panel={panel} links={links} />
        </>
      );
    },
    Foot({ panel }: { panel: Panel }) {
      const { state, words } = panel;
      const { at, last } = course.here(state);
      return (
        <>
          {at > 0 && (
            <button type="button" class="quiet back" onClick={() => turn(panel, -1)}>
              {words.backButton}
            </button>
          )}
          {last ? (
            <Send panel={panel} />
          ) : (
            <button type="button" class="send" onClick={() => turn(panel, 1)}>
              {words.nextButton}
            </button>
          )}
        </>
      );
    },
  };
}
