import type { JSX } from 'preact';
import { Invite, InviteFoot } from './invite';
import { isShort } from './short';
import { Thanks } from './thanks';
import type { Panel } from './view';

type Part = (props: { panel: Panel }) => JSX.Element;

/** What stands in the middle and at the foot, by phase, layout and survey. The panel's own parts are handed over. */
export const bodyOf = (panel: Panel, Form: Part, Send: Part, Close: Part): [Part, Part | false] => {
  const { host, survey, state } = panel;
  const { phase } = state;
  if (phase === 'invite') return [Invite, InviteFoot];
  if (phase === 'done') return [Thanks, host.layout !== 'inline' && Close];
  return [survey.course?.Main ?? Form, !isShort(panel) && (survey.course?.Foot ?? Send)];
};
