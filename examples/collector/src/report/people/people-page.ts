import { html } from 'hono/html';
import type { Account } from '../../accounts/accounts';
import type { Role } from '../../accounts/person';
import { time } from '../format';
import { newPasswordField, problemOf, roleField } from './fields';
import { type Framed, framed } from './framed';

/** A password that nobody can read again. */
export interface Shown {
  name: string;
  password: string;
}

export interface PeopleView extends Framed {
  accounts: Account[];
  problem?: string | undefined;
  /** What was typed into the form that had the problem. */
  typed?: { name: string; role: Role } | undefined;
  shown?: Shown | undefined;
}

export const personAddress = (name: string): string => `/report/people/${encodeURIComponent(name)}`;

export const shownOnce = ({ name, password }: Shown) => html`<div class="done" role="status">
  <p>The password of <strong>${name}</strong>, shown this once:</p>
  <p><code class="secret">${password}</code></p>
  <p>Hand it over in a way that you trust. It can be changed at “Your account”.</p>
</div>`;

const row = ({ name, role, disabled, signedInAt }: Account) => html`<tr>
  <th scope="row"><a href="${personAddress(name)}">${name}</a></th>
  <td>${role}${disabled && html` <span class="chip">disabled</span>`}</td>
  <td>${signedInAt ? html`<time datetime="${signedInAt}">${time(signedInAt)}</time>` : 'never'}</td>
</tr>`;

/** All accounts, and a form for one more. */
export const peoplePage = (view: PeopleView) => {
  const { accounts, problem, typed, shown } = view;
  return framed({
    ...view,
    here: 'people',
    title: 'People',
    body: html`<div class="title"><h1>People</h1><p>Who may open this report. The admin token opens it, too, always.</p></div>
      ${shown && shownOnce(shown)}
      ${
        accounts.length
          ? html`<div class="scroll"><table class="list"><caption class="hidden">Accounts</caption>
              <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Signed in last, UTC</th></tr></thead>
              <tbody>${accounts.map(row)}</tbody></table></div>`
          : html`<p class="empty">Nobody has an account yet.</p>`
      }
      <section class="card" aria-labelledby="add-title"><h2 id="add-title">Add somebody</h2>
        <form class="person-fields" method="post" action="/report/people">
          ${problemOf(problem)}
          <label for="name">Name</label>
          <input id="name" name="name" value="${typed?.name ?? ''}" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" required aria-describedby="name-rule">
          <p class="rule" id="name-rule">Letters a to z, digits, and . _ @ -; it may be an e-mail address.</p>
          ${roleField(typed?.role ?? 'read')}
          ${newPasswordField('password', true)}
          <button>Add</button>
        </form>
      </section>`,
  });
};
