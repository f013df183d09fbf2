import { Fragment, h } from 'preact';
import { replyTo } from './contact';
import { Refused } from './refused';
import type { Panel } from './view';

const marks = { sent: 'm8 12 3 3 5-6', refused: 'M12 7v6M12 16v.5' };
const clock = 'M12 7v5l3 2';

/** Stays until it is closed: nobody has to read fast. */
export const Thanks = ({ panel }: { panel: Panel }) => {
  const { words, state } = panel;
  const { delivery, wantsReply } = state;
  return (
    <>
      <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="9" />
        <path d={marks[delivery as keyof typeof marks] ?? clock} />
      </svg>
      <h3 tabIndex={-1}>{words.thanks}</h3>
      {delivery === 'refused' ? (
        <Refused panel={panel} />
      ) : (
        <p>{wantsReply ? words.willReply.replace('{email}', () => replyTo(panel)) : words.noReply}</p>
      )}
    </>
  );
};
