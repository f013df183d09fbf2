import { html } from 'hono/html';
import type { Person } from '../../accounts/person';
import { REPEATED_LOW } from '../../inbox/low';
import type { Around } from '../../inbox/read-around';
import type { InboxEntry } from '../../inbox/read-inbox';
import { type Status, statusWords } from '../../inbox/status';
import { type Signal, signalWords } from '../../spam/signal';
import type { StoredAttachment } from '../../storage/attachments';
import { time } from '../format';
import { projectAddress } from '../frame';
import { seenBy } from '../mask';
import { submissionItem } from '../submissions/submission-item';

export const respondentAddress = (project: string, respondent: string): string =>
  `${projectAddress(project)}/r/${respondent}`;

export const statusChip = (status: string) =>
  html`<span class="chip status ${status}">${statusWords[status as Status] ?? status}</span>`;

/** Says why something looks like spam. Nothing but a person makes it spam. */
export const suspectChip = (signals: Signal[]) =>
  html`<span class="chip alarm">looks like spam: ${signals.map((signal) => signalWords[signal]).join(', ')}</span>`;

/** Says that a respondent is about to be lost, and leads to what they said. */
export const repeatedLowChip = (project: string, respondent: string, times: number) =>
  html`<a class="chip alarm" href="${respondentAddress(project, respondent)}">${times} low ratings in ${REPEATED_LOW.days} days</a>`;

export const tagChip = (project: string, tag: string) =>
  html`<a class="chip quiet tag" dir="auto" href="${projectAddress(project)}/inbox?${new URLSearchParams({ status: 'all', tag })}">${tag}</a>`;

export interface EntryView {
  /** Who reads it. */
  person: Person;
  around: Around;
  arrived: StoredAttachment[];
  nowMs: number;
  /** Has a box to tick; ticked or not. Undefined for who may change nothing. */
  ticked?: boolean | undefined;
  /** Marks what the reader has not seen. */
  marksUnread: boolean;
  /** Says the state of each, where they are of several. */
  saysStatus: boolean;
  /** What was searched for, to be marked. */
  term?: string;
}

/** One submission of the inbox: what the team made of it, above what was said. */
export const inboxEntry = (
  { stored, owner, respondent, signals, unread }: InboxEntry,
  { person, around, arrived, nowMs, ticked, marksUnread, saysStatus, term }: EntryView,
) => {
  const { project, record, status, receivedAt } = stored;
  const tags = around.tags.get(record.id) ?? [];
  const low = around.repeatedLow.get(record.id);
  const isNew = marksUnread && unread;
  return html`<li class="entry${isNew ? ' unread' : ''}">
    <div class="made-of">
      ${ticked !== undefined && html`<label class="pick"><input type="checkbox" name="id" value="${record.id}"${ticked ? html` checked` : ''}><span class="hidden">Select the submission of ${time(receivedAt)} UTC</span></label>`}
      ${isNew && html`<span class="chip strong">unread</span>`}
      ${saysStatus && statusChip(status)}
      ${owner && html`<span class="chip quiet" dir="auto">${owner}</span>`}
      ${signals.length > 0 && status === 'new' && suspectChip(signals)}
      ${low && respondent && repeatedLowChip(project, respondent, low)}
      ${tags.map((tag) => tagChip(project, tag))}
    </div>
    ${submissionItem(seenBy(person, stored), arrived, nowMs, term ? [term] : [])}
  </li>`;
};
