import { Fragment, h } from 'preact';
import type { Question, Text } from '../src/contract/types';
import type { Names } from '../src/survey/filled';
import type { PanelHost } from '../src/survey/panel-host';
import type { Words } from '../src/survey/wording';
import { deliveryText } from './delivery-text';
import type { Locale } from './locales/en';
import type { MadeSurvey } from './made-survey';
import type { PanelEvent, PanelState } from './panel-state';
import { parts } from './parts';

/** Everything a view needs. Views are plain functions of it; there are no hooks. */
export interface Panel {
  host: PanelHost;
  /** As it is asked now, with what it adds to the panel. */
  survey: MadeSurvey;
  words: Locale;
  /** BCP 47, as displayed. */
  locale: string;
  state: PanelState;
  /** `names` fills the places in it; default the host's, none leaves the template as it is. */
  say(text: Text | undefined, names?: Names): Words;
  tell(event: PanelEvent): void;
  answer(question: string, value: PanelState['values'][string] | undefined): void;
  send(): void;
  again(): void;
  leave(how: 'dismissed' | 'not_now' | 'never' | 'submitted'): void;
}

/** The ids of what describes a field: its message while there is one, and what else stands beside it. */
export const about = ({ state }: Panel, at: string, more = '') =>
  (state.problems[at] ? `problem-${at} ${more}` : more).trim() || undefined;

/** A message beside the field that it is about; fields name it in `aria-describedby`. */
export const problem = (panel: Panel, at: string) => {
  const key = panel.state.problems[at];
  return key ? (
    <p class="problem" id={`problem-${at}`}>
      {parts.problemText?.(panel, at) ?? panel.words[key as 'failed']}
    </p>
  ) : null;
};

/** What is asked: a prompt, and for CES the statement to agree with. */
export const Asked = ({ panel: { say }, question }: { panel: Panel; question: Question }) => {
  const prompt = say(question.prompt);
  const statement = question.type === 'scale' && question.statement ? say(question.statement) : undefined;
  return (
    <>
      <span class={statement && 'stem'} lang={prompt.lang}>
        {prompt.text}
      </span>
      {statement && <span lang={statement.lang}>{statement.text}</span>}
    </>
  );
};

const Form = ({ panel }: { panel: Panel }) => {
  const { questions } = panel.survey;
  return (
    <>
      {(parts.isShort?.(panel) ? questions.slice(0, 1) : questions).map((question) => {
        const name = parts.fieldOf?.(question) ?? (question.type === 'text' ? 'text' : 'list');
        const Field = parts[name as 'list']!;
        return <Field panel={panel} question={question as never} />;
      })}
      {/* What comes later finds its place kept, so that nothing moves under a finger. */}
      {parts.Contact ? <parts.Contact panel={panel} /> : panel.host.reply && <p class="check" />}
    </>
  );
};

export const Send = ({ panel }: { panel: Panel }) => {
  const { words, state, send } = panel;
  const busy = state.phase === 'busy';
  return (
    <>
      {problem(panel, ':send')}
      <button type="button" class="send" onClick={send} aria-busy={busy}>
        {busy ? words.sendingNow : words.sendButton}
      </button>
    </>
  );
};

/** Until the second chunk brings the rest; the status below says the same in either. */
const Thanks = ({ panel }: { panel: Panel }) => <h3 tabIndex={-1}>{panel.words.thanks}</h3>;

const Close = ({ panel: { words, leave } }: { panel: Panel }) => (
  <button type="button" class="quiet" onClick={() => leave('submitted')}>
    {words.closeButton}
  </button>
);

/** Head, what is asked or said, status, buttons: the same four places in every phase. */
export const PanelView = ({ panel }: { panel: Panel }) => {
  const { host, survey, words, state, say, leave } = panel;
  const title = say(survey.title);
  const { phase } = state;
  const done = phase === 'done';
  const bare = phase === 'invite' || host.layout === 'inline';
  const [Main, Foot] = parts.bodyOf?.(panel, Form, Send, Close) ?? (done ? [Thanks, Close] : [Form, Send]);
  return (
    <>
      <div class={bare ? 'unseen' : 'head'}>
        <h2 id="earshot-title" tabIndex={-1} lang={title.lang}>
          {title.text}
        </h2>
        {!bare && (
          <button type="button" class="quiet" aria-label={words.closeButton} onClick={() => leave('dismissed')}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M6 6 18 18M18 6 6 18" />
            </svg>
          </button>
        )}
      </div>
      <div class="main">
        <Main panel={panel} />
      </div>
      <p role="status" class={done ? 'note status' : 'unseen'}>
        {phase === 'busy' ? words.sendingNow : done ? deliveryText(panel) : state.problems[':send'] && words.failed}
      </p>
      {Foot && (
        <div class="foot">
          <Foot panel={panel} />
        </div>
      )}
    </>
  );
};
