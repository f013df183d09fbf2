import { html } from 'hono/html';
import type { Deed, ReplyState } from '../../inbox/read-handling';
import { type Status, statusWords } from '../../inbox/status';
import { ago, time } from '../format';

const changeWords: Record<'status' | 'owner' | 'tag' | 'untag', (value: string) => unknown> = {
  status: (value) => html`set it to <strong>${statusWords[value as Status] ?? value}</strong>`,
  owner: (value) => (value ? html`gave it to <strong dir="auto">${value}</strong>` : html`took away its owner`),
  tag: (value) => html`tagged it <strong dir="auto">${value}</strong>`,
  untag: (value) => html`removed the tag <strong dir="auto">${value}</strong>`,
};

/** What a failed mail means to whoever wrote it; `code` is ours or the mail server's number. */
const why = (code: string) =>
  code === 'EADDRESS'
    ? 'The submission has no address any more.'
    : code === 'restored'
      ? 'It was waiting when the backup was made, and may have been sent since.'
      : /^\d/.test(code)
        ? `The mail server refused it with ${code}.`
        : `The mail server could not be reached (${code}).`;

const stateWords: Record<ReplyState, string> = { queued: 'waiting to be sent', sent: 'sent', failed: 'not sent' };

/** One thing that the team did. `again`: the address of the form that sends a failed reply once more. */
const deed = (one: Deed, nowMs: number, again: string | undefined) => {
  const when = html`<time datetime="${one.at}">${ago(one.at, nowMs) ?? `${time(one.at)} UTC`}</time>`;
  const who = html`<strong dir="auto">${one.who}</strong>`;
  if (one.what === 'note')
    return html`<li class="deed note-deed"><p class="about-deed">${who} noted · ${when}</p><p class="said" dir="auto">${one.text}</p></li>`;
  if (one.what !== 'reply')
    return html`<li class="deed"><p class="about-deed">${who} ${changeWords[one.what](one.value)} · ${when}</p></li>`;
  const { text, state, errorCode } = one;
  return html`<li class="deed reply-deed"><p class="about-deed">${who} replied · ${when} <span class="chip ${state === 'failed' ? 'alarm' : 'quiet'}">${stateWords[state]}</span></p>
    <p class="said" dir="auto">${text}</p>
    ${errorCode && state !== 'sent' && html`<p class="about-deed">${why(errorCode)}${state === 'queued' && ' It is tried again.'}</p>`}
    ${state === 'failed' && again && html`<form method="post" action="${again}"><input type="hidden" name="reply" value="${one.id}"><button>Send again</button></form>`}
  </li>`;
};

/** What was done with a submission, oldest first. */
export const deedList = (deeds: Deed[], nowMs: number, again: string | undefined) =>
  deeds.length
    ? html`<ol class="deeds">${deeds.map((one) => deed(one, nowMs, again))}</ol>`
    : html`<p class="few">Nobody did anything with it yet.</p>`;
