import { Invite, InviteFoot } from './invite';
import { type Body, type Part, withNews } from './news-way';
import { isShort } from './short';
import { Thanks } from './thanks';
import type { Panel } from './view';

/** What stands in the middle and at the foot, by phase, layout and survey. The panel's own parts are handed over. */
export const bodyOf = (panel: Panel, Form: Part, Send: Part, Close: Part): Body => {
  const { host, survey, state } = panel;
  const { phase } = state;
  if (phase === 'invite') return [Invite, InviteFoot];
  if (phase === 'done') return withNews(panel, [Thanks, host.layout !== 'inline' && Close]);
  return withNews(panel, [survey.course?.Main ?? Form, !isShort(panel) && (survey.course?.Foot ?? Send)]);
};
