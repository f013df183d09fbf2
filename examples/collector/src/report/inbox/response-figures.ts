import { html } from 'hono/html';
import { MEDIAN_DAYS, type Response } from '../../inbox/read-response';
import type { FollowUp } from '../../inbox/status';
import { count } from '../format';
import { projectAddress } from '../frame';
import { counted } from './inbox-filters';
import { lasting } from './lasting';

/** How the team answers, in two figures and a sentence. */
export const responseFigures = (
  project: string,
  { oldest, median, waiting }: Response,
  followUp: FollowUp,
  nowMs: number,
) => {
  const each = followUp === 'each';
  return html`<div class="response">
    <div class="figure">
      <p class="what">Oldest unanswered</p>
      <p class="big">${oldest ? lasting(nowMs - Date.parse(oldest.receivedAt)) : 'None'}</p>
      <p class="n">${oldest ? html`<a href="${projectAddress(project)}/s/${oldest.id}">Open it</a>` : each ? 'Nobody waits for a response.' : 'Nobody waits for a reply.'}</p>
    </div>
    <div class="figure">
      <p class="what">Median time to first response</p>
      <p class="big">${median ? lasting(median.ms) : 'Unknown'}</p>
      <p class="n">${median ? `n = ${count(median.n)}, in the last ${MEDIAN_DAYS} days` : `Nothing was responded to in the last ${MEDIAN_DAYS} days.`}</p>
    </div>
  </div>
  <p class="policy">${each ? 'Every submission counts as unanswered until somebody responds.' : html`Only submissions that asked for a reply count as unanswered; the others are followed up by <a href="${projectAddress(project)}/themes">theme</a>.`}
    ${waiting > 0 && html`<a href="${projectAddress(project)}/inbox?status=all&amp;waiting=1">${waiting === 1 ? '1 person waits for a reply' : `${counted(waiting)} people wait for a reply`}</a>.`}</p>`;
};
