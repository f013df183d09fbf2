import { html } from 'hono/html';
import { page } from './page';

/** Asks for the admin token. `problem` says what was wrong with the last one. */
export const signInPage = (problem?: string) =>
  page({
    title: 'Sign in · Earshot',
    body: html`<form class="sign-in" method="post" action="/report/sign-in">
      <h1>Sign in</h1>
      <p>The admin token was printed when this collector started for the first time, or is set as ADMIN_TOKEN.</p>
      <label for="token">Admin token</label>
      <input id="token" name="token" type="password" autocomplete="current-password" required autofocus${problem ? html` aria-describedby="problem" aria-invalid="true"` : ''}>
      ${problem && html`<p class="problem" id="problem" role="alert">${problem}</p>`}
      <button>Sign in</button>
    </form>`,
  });
