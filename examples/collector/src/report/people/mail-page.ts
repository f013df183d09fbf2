import { html } from 'hono/html';
import type { Choice } from '../../mailings/choices';
import { DIGEST_HOUR } from '../../mailings/slot';
import { problemOf } from './fields';
import { type Framed, framed } from './framed';

export interface MailView extends Framed {
  /** Not the admin token, which is nobody to write to. */
  isAccount: boolean;
  /** What has to be set before any mail can go out; undefined: nothing. */
  missing: string | undefined;
  /** As it was typed. */
  email: string;
  /** Where mails go; undefined: nowhere. */
  address: string | undefined;
  /** One a project, in their order. */
  choices: Choice[];
  zones: string[];
  problem?: string | undefined;
  done: boolean;
}

const WEEKDAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

const option = (value: string, words: string, chosen: string) =>
  html`<option value="${value}"${value === chosen ? html` selected` : ''}>${words}</option>`;

const row = (choice: Choice, index: number, zone: string) => {
  const { project, digest, weekday, alerts } = choice;
  const chosen = digest === 'weekly' ? `weekly-${weekday}` : digest;
  return html`<fieldset class="mail-choice"><legend>${project}</legend>
    <input type="hidden" name="project-${index}" value="${project}">
    <label for="digest-${index}">Digest</label>
    <select id="digest-${index}" name="digest-${index}" aria-describedby="zone-${index}">
      ${option('none', 'None', chosen)}${option('daily', 'Daily', chosen)}${WEEKDAYS.map((name, day) => option(`weekly-${day + 1}`, `Weekly, on ${name}`, chosen))}
    </select>
    <p class="rule" id="zone-${index}">At ${DIGEST_HOUR}:00, ${zone}.</p>
    <label class="choice"><input type="checkbox" name="alerts-${index}" value="yes"${alerts ? html` checked` : ''}> <span>Alerts<span class="hidden"> of ${project}</span></span></label>
  </fieldset>`;
};

/** Which mails somebody gets. */
export const mailPage = (view: MailView) => {
  const { isAccount, missing, email, address, choices, zones, problem, done, person } = view;
  return framed({
    ...view,
    here: 'account/mails',
    title: 'Your mails',
    body: html`<p class="back"><a href="/report/account">Your account</a></p>
      <div class="title"><h1>Your mails</h1>
        <p>A digest has the numbers of its days, what changed by more than noise, and who waits. An alert comes only when a figure changed by more than noise, or when nothing comes any more. No mail has anybody's words.</p></div>
      ${done && html`<p class="done" role="status">Saved.</p>`}
      ${missing && html`<p class="note">No mail goes out: ${missing}</p>`}
      ${
        isAccount
          ? html`<section class="card" aria-labelledby="mails-title"><h2 id="mails-title">What you get, and where</h2>
              <form class="person-fields" method="post" action="/report/account/mails">
                <label for="email">E-mail address</label>
                <input id="email" name="email" type="email" autocomplete="email" maxlength="254" value="${email}" aria-describedby="email-rule">
                <p class="rule" id="email-rule">${address ? `Mails go to ${address}.` : `Without an address no mail comes: “${person.name}” is none.`}</p>
                ${choices.map((choice, index) => row(choice, index, zones[index]!))}
                ${problemOf(problem)}
                <button>Save</button>
              </form>
            </section>`
          : html`<p>You signed in with the admin token, which is nobody to write to. <a href="/report/people">Add an account</a> for yourself.</p>`
      }`,
  });
};
