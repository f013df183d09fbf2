import { html } from 'hono/html';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../accounts/password';
import { type Role, roles } from '../../accounts/person';

/** What each role may do, as the pages say it. */
export const roleWords: Record<Role, string> = {
  read: 'Read: sees the report, with contacts masked',
  answer: 'Answer: also sees contacts, and answers',
  admin: 'Admin: also publishes, manages people and reads the log',
};

/** @param titled a heading above it says `Role` already. */
export const roleField = (chosen: Role, titled = false) => html`<fieldset>
  <legend${titled ? html` class="hidden"` : ''}>Role</legend>
  ${roles.map((role) => html`<label class="choice"><input type="radio" name="role" value="${role}"${role === chosen ? html` checked` : ''}> <span>${roleWords[role]}</span></label>`)}
</fieldset>`;

/** A field for a new password; `optional`: left empty, one is made. */
export const newPasswordField = (id: string, optional: boolean) => html`
  <label for="${id}">New password</label>
  <input id="${id}" name="password" type="password" autocomplete="new-password" minlength="${SHORTEST_PASSWORD}" maxlength="${LONGEST_PASSWORD * 2}" aria-describedby="${id}-rule"${optional ? '' : html` required`}>
  <p class="rule" id="${id}-rule">${SHORTEST_PASSWORD} characters or more.${optional && ' Left empty, one is made and shown once.'}</p>`;

export const problemOf = (problem: string | undefined) =>
  problem && html`<p class="problem" role="alert">${problem}</p>`;
