import { html } from 'hono/html';
import type { Account } from '../../accounts/accounts';
import { time } from '../format';
import { newPasswordField, problemOf, roleField } from './fields';
import { type Framed, framed } from './framed';
import { personAddress, type Shown, shownOnce } from './people-page';

export interface PersonView extends Framed {
  account: Account;
  sessions: number;
  problem?: string | undefined;
  shown?: Shown | undefined;
}

/** One account, and what an admin may change about it. */
export const personPage = (view: PersonView) => {
  const { account, sessions, problem, shown } = view;
  const { name, role, disabled, createdAt, signedInAt } = account;
  const to = (what: string) => `${personAddress(name)}/${what}`;
  const open = sessions === 1 ? '1 session is open' : `${sessions} sessions are open`;
  return framed({
    ...view,
    here: 'person',
    title: name,
    body: html`<p class="back"><a href="/report/people">All people</a></p>
      <div class="title"><h1>${name}</h1>
        <p>${disabled && html`<span class="chip">disabled</span> `}Added ${time(createdAt)} UTC, signed in ${signedInAt ? `last ${time(signedInAt)} UTC` : 'never'}; ${open}. <a href="/report/log?who=${encodeURIComponent(name)}">What ${name} did</a></p></div>
      ${shown && shownOnce(shown)}
      ${problemOf(problem)}
      <div class="cards">
        <section class="card" aria-labelledby="role-title"><h2 id="role-title">Role</h2>
          <form class="person-fields" method="post" action="${to('role')}">${roleField(role, true)}<p class="rule">All sessions of ${name} end.</p><button>Change role</button></form>
        </section>
        <section class="card" aria-labelledby="password-title"><h2 id="password-title">Password</h2>
          <form class="person-fields" method="post" action="${to('password')}">${newPasswordField('password', true)}<p class="rule">All sessions of ${name} end.</p><button>Set password</button></form>
        </section>
        <section class="card" aria-labelledby="state-title"><h2 id="state-title">${disabled ? 'Disabled' : 'Disable'}</h2>
          <form class="person-fields" method="post" action="${to(disabled ? 'enable' : 'disable')}">
            <p class="rule">${disabled ? `${name} may not sign in.` : `All sessions of ${name} end, and no new one can be started.`}</p>
            <button>${disabled ? 'Enable' : 'Disable'}</button>
          </form>
        </section>
        <section class="card" aria-labelledby="delete-title"><h2 id="delete-title">Delete</h2>
          <form class="person-fields" method="post" action="${to('delete')}">
            <p class="rule">What ${name} did stays in the log.</p>
            <label class="choice"><input type="checkbox" name="sure" value="yes" required> <span>Delete ${name} for good</span></label>
            <button>Delete</button>
          </form>
        </section>
      </div>`,
  });
};
