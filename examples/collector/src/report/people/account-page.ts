import { html } from 'hono/html';
import { newPasswordField, problemOf, roleWords } from './fields';
import { type Framed, framed } from './framed';

export interface AccountView extends Framed {
  /** Undefined for whoever came by the admin token. */
  sessions: number | undefined;
  problem?: string | undefined;
  /** What was done just now. */
  done?: string | undefined;
}

const others = (sessions: number) =>
  sessions > 1
    ? html`<p>${sessions === 2 ? 'One other session is' : `${sessions - 1} other sessions are`} signed in with this account.</p>
        <form method="post" action="/report/account/sessions"><button>End the others</button></form>`
    : html`<p>Only this one.</p>`;

/** Who is signed in, and what they may change about it. */
export const accountPage = (view: AccountView) => {
  const { person, sessions, problem, done } = view;
  return framed({
    ...view,
    here: 'account',
    title: 'Your account',
    body: html`<div class="title"><h1>Your account</h1><p>${person.name} · ${roleWords[person.role]}</p></div>
      ${done && html`<p class="done" role="status">${done}</p>`}
      ${
        sessions === undefined
          ? html`<p>You signed in with the admin token, which is not an account: it has no password here. In the log it is one person,
              whoever uses it. <a href="/report/people">Add an account</a> for each of you.</p>`
          : html`<div class="cards">
              <section class="card" aria-labelledby="password-title"><h2 id="password-title">Password</h2>
                <form class="person-fields" method="post" action="/report/account/password">
                  <input type="hidden" name="username" autocomplete="username" value="${person.name}">
                  <label for="old">Current password</label>
                  <input id="old" name="old" type="password" autocomplete="current-password" required>
                  ${newPasswordField('new', false)}
                  ${problemOf(problem)}
                  <button>Change password</button>
                </form>
              </section>
              <section class="card" aria-labelledby="mails-title"><h2 id="mails-title">Mails</h2><p><a class="step" href="/report/account/mails">Choose digests and alerts</a></p></section>
              <section class="card" aria-labelledby="sessions-title"><h2 id="sessions-title">Sessions</h2>${others(sessions)}</section>
            </div>`
      }`,
  });
};
