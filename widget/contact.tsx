import { Fragment, h } from 'preact';
import type { Filled } from '../src/survey/panel-host';
import { plural } from './languages/plural';
import type { Problems } from './panel-state';
import { isShort } from './short';
import { about, type Panel, problem } from './view';

/** At most 320 characters, which collectors take (RFC 5321, 4.5.3.1). */
const EMAIL = /^\S{1,64}@\S{1,255}$/;

/** The host's address, where a reply could reach it and the visitor gives no other. */
const known = ({ host: { knownContact }, state }: Panel): string | false | undefined =>
  !state.email && EMAIL.test(knownContact?.email ?? '') && knownContact?.email;

/** Where a reply goes. */
export const replyTo = (panel: Panel): string => (known(panel) || panel.state.email?.trim()) ?? '';

/** What contact and consent add to a submission, and what keeps it from being sent. */
export function contactOf(panel: Panel): { problems: Problems; filled: Partial<Filled> } {
  const { host, state, locale } = panel;
  const wanted = offersReply(panel) && state.wantsReply;
  const email = replyTo(panel);
  return {
    problems: {
      ...(wanted && !EMAIL.test(email) && { ':email': 'badEmail' }),
      ...(host.requireConsent && !state.agreed && { ':agreed': 'notAgreed' }),
    },
    filled: {
      ...(wanted && { contact: { ...host.knownContact, email, wantsReply: true } }),
      // Only where it was shown.
      ...(((wanted && !known(panel)) || host.requireConsent) && { consentTextVersion: `${locale}-1` }),
    },
  };
}

const Privacy = ({ panel: { host, words } }: { panel: Panel }) =>
  host.privacyUrl ? (
    <a href={host.privacyUrl} target="_blank" rel="noreferrer">
      {words.privacyLink}
    </a>
  ) : null;

/** "I'd like a reply": unticked, and only then a field, with what Korean law asks for beside it (PIPA art. 15(2)). */
const Reply = ({ panel }: { panel: Panel }) => {
  const { host, words, state, tell, locale } = panel;
  return (
    <div class="question">
      <label class="check">
        <input
          type="checkbox"
          checked={state.wantsReply}
          onChange={({ currentTarget: tick }) => {
            tell({ is: 'contact', mends: ':email', fields: { wantsReply: tick.checked } });
            // what it reveals would stand below Send, in a form as high as the window
            tick.closest('.question')?.scrollIntoView({ block: 'nearest' });
          }}
        />
        <span>{words.wantReply}</span>
      </label>
      {state.wantsReply && !known(panel) && (
        <>
          <label class="asked" for="earshot-email">
            {words.emailLabel}
          </label>
          <input
            id="earshot-email"
            type="email"
            autocomplete="email"
            value={state.email}
            aria-invalid={!!state.problems[':email']}
            aria-describedby={about(panel, ':email', 'earshot-use')}
            onInput={(event) => tell({ is: 'contact', mends: ':email', fields: { email: event.currentTarget.value } })}
          />
          {problem(panel, ':email')}
          <p class="note" id="earshot-use">
            {words.emailUse} {!!host.retentionDays && `${plural(words.retention, 'days', host.retentionDays, locale)} `}
            {words.without} <Privacy panel={panel} />
          </p>
        </>
      )}
    </div>
  );
};

/** Where the host asks for it, nothing is sent without this tick. */
const Consent = ({ panel }: { panel: Panel }) => {
  const { words, state, tell, say } = panel;
  return (
    <div class="question">
      <label class="check">
        <input
          type="checkbox"
          checked={state.agreed}
          aria-invalid={!!state.problems[':agreed']}
          aria-describedby={about(panel, ':agreed')}
          onChange={(event) =>
            tell({ is: 'contact', mends: ':agreed', fields: { agreed: event.currentTarget.checked } })
          }
        />
        <span>{say(words.agreeToSend).text}</span>
      </label>
      {problem(panel, ':agreed')}
      <Privacy panel={panel} />
    </div>
  );
};

const offersReply = ({ host, survey }: Panel) => host.reply && survey.reply !== false;

/** What stands between the questions and Send, where the host wants it. */
export const Contact = ({ panel }: { panel: Panel }) => (
  <>
    {!isShort(panel) && offersReply(panel) && <Reply panel={panel} />}
    {/* Beside Send, which the last of several pages has. */}
    {!isShort(panel) && panel.host.requireConsent && panel.survey.course?.isLast(panel.state) !== false && (
      <Consent panel={panel} />
    )}
  </>
);
