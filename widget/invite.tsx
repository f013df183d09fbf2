import { Fragment, h } from 'preact';
import type { ScaleQuestion } from '../src/contract/types';
import type { PanelHost } from '../src/survey/panel-host';
import { Asked, type Panel } from './view';

let announced: PanelHost | undefined;

/** Says once, politely, what a prompt asks: it takes no focus, so nothing else tells who cannot see it. */
function announce({ host, survey, say }: Panel) {
  if (announced === host) return;
  announced = host;
  const { prompt, statement } = survey.questions[0] as ScaleQuestion;
  const [title, asked, more] = [survey.title, prompt, statement].map((text) => say(text).text);
  // Later, because the launcher clears its status once the panel stands.
  setTimeout(() => host.announce(`${title}: ${asked} ${more}`));
}

/** A prompt asks whether to ask: a scale cut off at two fifths of the window would favour the points in sight. */
export const Invite = ({ panel }: { panel: Panel }) => {
  announce(panel);
  return (
    <div class="asked">
      <Asked panel={panel} question={panel.survey.questions[0]!} />
    </div>
  );
};

export const InviteFoot = ({ panel: { words, tell, leave } }: { panel: Panel }) => (
  <>
    <button type="button" class="send" onClick={() => tell({ is: 'open' })}>
      {words.answerButton}
    </button>
    <button type="button" class="quiet" onClick={() => leave('not_now')}>
      {words.notNow}
    </button>
    <button type="button" class="quiet" onClick={() => leave('never')}>
      {words.neverAgain}
    </button>
  </>
);
