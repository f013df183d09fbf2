import { Fragment, h } from 'preact';
import type { Panel } from './view';

/** All words that were sent: of a survey with pages, those of the way that was taken. */
const textOf = (panel: Panel) => {
  const { survey, state } = panel;
  const texts = survey.course
    ? (survey.course.contactOf(panel).filled.answers ?? [])
        .filter(({ type }) => type === 'text')
        .map(({ value }) => value)
    : survey.questions.filter(({ type }) => type === 'text').map(({ id }) => state.values[id]);
  return texts.filter(Boolean).join('\n\n');
};

/** Copies `text`, which stands in `shown`. Pages without TLS have no clipboard API, others may forbid it. */
async function copied(text: string, shown: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Where even this does not copy, the words are at least selected.
    getSelection()?.selectAllChildren(shown);
    return document.execCommand('copy');
  }
}

/** The collector will not take it: the words are shown, to be copied or sent once more. */
export const Refused = ({ panel }: { panel: Panel }) => {
  const { host, words, state, tell, again } = panel;
  const text = textOf(panel);
  return (
    <>
      {text && <blockquote>{text}</blockquote>}
      <div class="row actions">
        {text && (
          <button
            type="button"
            class="quiet"
            onClick={async ({ currentTarget: { parentElement } }) =>
              (await copied(text, parentElement!.previousElementSibling!)) && tell({ is: 'copied' })
            }
          >
            {state.copied ? words.copyDone : words.copyButton}
          </button>
        )}
        {host.resend && (
          <button
            type="button"
            class="quiet"
            onClick={({ currentTarget }) => {
              // This button goes, and what became of the second try is said here too.
              currentTarget.closest('.main')!.querySelector('h3')!.focus();
              tell({ is: 'delivery', state: 'sending' });
              again();
            }}
          >
            {words.sendAgain}
          </button>
        )}
      </div>
    </>
  );
};
