import { html } from 'hono/html';
import { page } from '../page';

export interface SignInView {
  /** Whether anybody has an account; else the admin token is the only way in. */
  accounts: boolean;
  /** What was wrong with the last try, and of which form it was. */
  problem?: { with: 'password' | 'token'; what: string };
}

const said = (problem: string | undefined, id: string) =>
  problem && html`<p class="problem" id="${id}" role="alert">${problem}</p>`;

const wrong = (problem: string | undefined, id: string) =>
  problem ? html` aria-describedby="${id}" aria-invalid="true"` : '';

const focus = (first: boolean) => (first ? html` autofocus` : '');

const tokenFields = (problem: string | undefined, first: boolean) => html`
  <p>The admin token was printed when this collector started for the first time, or is set as ADMIN_TOKEN.</p>
  <label for="token">Admin token</label>
  <input id="token" name="token" type="password" autocomplete="off" required${focus(first)}${wrong(problem, 'token-problem')}>
  ${said(problem, 'token-problem')}`;

const accountForm = (
  problem: string | undefined,
  first: boolean,
) => html`<form class="sign-in" method="post" action="/report/sign-in">
  <h1>Sign in</h1>
  <label for="name">Name</label>
  <input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required${focus(first)}${wrong(problem, 'problem')}>
  <label for="password">Password</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required${wrong(problem, 'problem')}>
  ${said(problem, 'problem')}
  <button>Sign in</button>
</form>`;

/** Asks for name and password, and behind a line for the admin token; before the first account for the token alone. */
export const signInPage = ({ accounts, problem }: SignInView) => {
  const ofToken = problem?.with === 'token' ? problem.what : undefined;
  const ofPassword = problem?.with === 'password' ? problem.what : undefined;
  return page({
    title: 'Sign in · Earshot',
    body: accounts
      ? html`${accountForm(ofPassword, !ofToken)}
        <details class="by-token"${ofToken ? html` open` : ''}>
          <summary>Sign in with the admin token</summary>
          <form method="post" action="/report/sign-in">${tokenFields(ofToken, Boolean(ofToken))}<button>Sign in</button></form>
        </details>`
      : html`<form class="sign-in" method="post" action="/report/sign-in">
          <h1>Sign in</h1>${tokenFields(ofToken, true)}<button>Sign in</button>
        </form>`,
  });
};
