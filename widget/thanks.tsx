import { Fragment, h } from 'preact';
import { replyTo } from './contact';
import { Refused } from './refused';
import type { Panel } from './view';

const marks = { sent: 'm8 12 3 3 5-6', refused: 'M12 7v6M12 16v.5' };
const clock = 'M12 7v5l3 2';

/** Stays until it is closed: nobody has to read fast. */
export const Thanks = ({ panel }: { panel: Panel }) => {
  const { words, state, say, survey } = panel;
  const { course: flow } = survey;
  const end = flow?.end(state);
  const [title, more, ...links] = [end?.title, end?.text, end?.link?.label, survey.reviewLink?.label].map((it) =>
    say(it),
  );
  const { delivery } = state;
  const contact = flow?.contactOf(panel).filled.contact;
  const address = flow ? contact?.wantsReply && contact.email : state.wantsReply && replyTo(panel);
  return (
    <>
      <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="9" />
        <path d={marks[delivery as keyof typeof marks] ?? clock} />
      </svg>
      <h3 tabIndex={-1} lang={title!.lang}>
        {title!.text || words.thanks}
      </h3>
      {delivery === 'refused' ? (
        <Refused panel={panel} />
      ) : (
        <>
          {more!.text && <p lang={more!.lang}>{more!.text}</p>}
          {flow?.lost(state).map((name) => (
            <p class="problem">{words.fileNotKept.replace('{name}', () => name)}</p>
          ))}
          <p>{address ? words.willReply.replace('{email}', () => address) : words.noReply}</p>
          {[end?.link, survey.reviewLink].map(
            (link, at) =>
              link && (
                <p>
                  <a href={link.url} target="_blank" rel="noreferrer" lang={links[at]!.lang}>
                    {links[at]!.text}
                  </a>
                </p>
              ),
          )}
        </>
      )}
    </>
  );
};
