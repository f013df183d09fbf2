import { html } from 'hono/html';
import { MAX_TEXT } from '../../inbox/action';
import { replyTo } from '../../inbox/may-reply';
import type { Handling } from '../../inbox/read-handling';
import { STATUSES, statusWords } from '../../inbox/status';
import { addressOf } from '../submissions/submission-item';
import { deedList } from './deeds';
import { repeatedLowChip, respondentAddress, statusChip, suspectChip, tagChip } from './inbox-entry';
import { lasting } from './lasting';

export interface HandlingView {
  handling: Handling;
  /** The reader may change something. */
  answers: boolean;
  /** Why there is no form for a reply; undefined where there is one. */
  noReply: string | undefined;
  /** Owners that other submissions have. */
  owners: string[];
  /** New ids for what the forms make, so that sending one twice makes one thing. */
  newId: () => string;
  nowMs: number;
}

const respondentLinks = ({ entry: { stored, respondent }, repeatedLow }: Handling) =>
  respondent &&
  html`<p class="of-respondent"><a href="${respondentAddress(stored.project, respondent)}">All from this respondent</a>${repeatedLow && html` ${repeatedLowChip(stored.project, respondent, repeatedLow)}`}</p>`;

const suspicion = ({ entry: { signals } }: Handling) =>
  signals.length > 0 && html`<p class="suspicion">${suspectChip(signals)}</p>`;

const firstResponse = ({ entry: { stored }, firstResponseAt }: Handling) =>
  firstResponseAt && lasting(Date.parse(firstResponseAt) - Date.parse(stored.receivedAt));

/** State, owner and tags: a form for who may change them, else as they are. */
export const handlingState = ({ handling, answers, owners }: HandlingView) => {
  const { entry, tags } = handling;
  const { stored, owner } = entry;
  const responded = firstResponse(handling);
  const links = respondentLinks(handling);
  if (!answers)
    return html`<section class="handling" aria-labelledby="handling-title"><h2 id="handling-title">Follow-up</h2>${suspicion(handling)}
      <dl><div><dt>State</dt><dd>${statusChip(stored.status)}</dd></div>
      <div><dt>Owner</dt><dd dir="auto">${owner || 'Nobody'}</dd></div>
      ${tags.length > 0 && html`<div><dt>Tags</dt><dd>${tags.map((tag) => tagChip(stored.project, tag))}</dd></div>`}
      ${responded && html`<div><dt>First response after</dt><dd>${responded}</dd></div>`}</dl>${links}</section>`;
  return html`<section class="handling" aria-labelledby="handling-title"><h2 id="handling-title">Follow-up</h2>${suspicion(handling)}
    <form method="post" action="${addressOf(stored)}/state">
      <label for="status">State</label>
      <select id="status" name="status">${STATUSES.map((one) => html`<option value="${one}"${one === stored.status ? html` selected` : ''}>${statusWords[one]}</option>`)}</select>
      <label for="owner">Owner</label>
      <input id="owner" name="owner" value="${owner}" list="owners" maxlength="80" autocomplete="off" placeholder="Nobody">
      <datalist id="owners">${owners.map((name) => html`<option value="${name}"></option>`)}</datalist>
      <input type="hidden" name="had-owner" value="${owner}">
      <input type="hidden" name="had-status" value="${stored.status}">
      <label for="tags">Tags</label>
      <input id="tags" name="tags" value="${tags.join(', ')}" maxlength="400" autocomplete="off" placeholder="delivery, price">
      <input type="hidden" name="had-tags" value="${tags.join(', ')}">
      <button>Save</button>
    </form>
    ${responded && html`<p class="n">First response after ${responded}.</p>`}${links}</section>`;
};

/** What the team did, and what it can say: a reply to the visitor, a note to itself. */
export const handlingThread = ({ handling, answers, noReply, newId, nowMs }: HandlingView) => {
  const { entry, deeds } = handling;
  const address = addressOf(entry.stored);
  const to = replyTo(entry.stored.record);
  const forms = html`<div class="speak">
    <h3>Reply</h3>
    ${
      noReply || 'why' in to
        ? html`<p class="few">${noReply}</p>`
        : html`<form method="post" action="${address}/reply">
      <label class="aim" for="reply">A mail to <span dir="auto">${to.email}</span>, with their own words below yours</label>
      <textarea id="reply" name="text" rows="6" required maxlength="${MAX_TEXT}" dir="auto"></textarea>
      <input type="hidden" name="key" value="${newId()}">
      <div class="line"><label class="box"><input type="checkbox" name="resolve" value="1" checked> Mark as resolved</label><button>Send the reply</button></div>
    </form>`
    }
    <h3>Note</h3>
    <form method="post" action="${address}/note">
      <label class="aim" for="note">Only the team reads it</label>
      <textarea id="note" name="text" rows="3" required maxlength="${MAX_TEXT}" dir="auto"></textarea>
      <input type="hidden" name="key" value="${newId()}">
      <div class="line"><button>Add the note</button></div>
    </form>
  </div>`;
  return html`<section class="thread" aria-labelledby="thread-title"><h2 id="thread-title">What was done</h2>
    ${deedList(deeds, nowMs, answers ? `${address}/again` : undefined)}${answers && forms}</section>`;
};
