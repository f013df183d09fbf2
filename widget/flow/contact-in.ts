import type { ContactQuestion } from '../../src/contract/types';
import type { Filled } from '../../src/survey/panel-host';
import { parts } from '../kit';
import type { Problems } from '../panel-state';
import type { Panel } from '../view';

/** At most 320 characters, which collectors take (RFC 5321, 4.5.3.1). */
const EMAIL = /^\S{1,64}@\S{1,255}$/;

/** What stands in a field: what was entered, else what the host knows. A field that was emptied is empty. */
export const enteredIn = ({ state, host }: Panel, field: 'email' | 'name'): string =>
  (state.asked?.[field] ?? host.knownContact?.[field] ?? '').trim();

/**
 * What contact and consent add to a submission: the contact question where the survey has one, and otherwise "I'd like a
 * reply". Contact goes along only where it was `asked` for on the way that was taken; `here` is whether it is now. `said`
 * is whether the visitor themself wrote any of it.
 */
export function contactIn(
  panel: Panel,
  question: ContactQuestion | undefined,
  asked: boolean,
  here: boolean,
): { problems: Problems; filled: Partial<Filled>; said: boolean } {
  const base = parts.contactOf!(panel);
  if (!question) return { ...base, said: false };
  const { state, host, locale } = panel;
  const { fields = ['email'], required, id } = question;
  const [email, name] = (['email', 'name'] as const).map((field) =>
    fields.includes(field) ? enteredIn(panel, field) : '',
  ) as [string, string];
  const wrong = !!email && !EMAIL.test(email);
  const missing = required && fields.every((field) => !(field === 'email' ? email : name));
  return {
    problems: {
      ...base.problems,
      ...(here && wrong && { [id]: 'badAddress' as const }),
      ...(here && missing && { [id]: 'required' as const }),
    },
    filled: {
      ...base.filled,
      ...(asked &&
        (email || name) && {
          contact: { ...(email && { email }), ...(name && { name }), wantsReply: host.reply && !!email },
          consentTextVersion: `${locale}-1`,
        }),
    },
    said: asked && Object.values(state.asked ?? {}).some((text) => text?.trim()),
  };
}
