import { may, type Person } from '../accounts/person';
import type { StoredSubmission } from '../storage/list';

/** A submission as somebody may see it: what the pages take, so that none shows one as it is stored. */
export interface Seen extends StoredSubmission {
  /** Contacts are left out of it, but for their first letters. */
  masked: boolean;
}

/** `j…@….org`: the first letter and the last label, nothing of what is between them, nor how long it is. */
export const maskEmail = (email: string): string => {
  const [first = ''] = email;
  const at = email.search(/[@＠]/);
  if (at < 0) return `${first}…`;
  const top = /\.([a-z]{2,10})$/i.exec(email.slice(at))?.[1];
  return `${at > 0 ? first : ''}…@…${top ? `.${top}` : ''}`;
};

/** `Jo Weber` → `J. W.`; of a name written without spaces only its first letter. */
export const maskName = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 3)
    .map((word) => `${[...word][0]}.`)
    .join(' ');

/** What looks like an e-mail address, also as it stands in an address of a page. */
const EMAIL = /[^\s@＠<>"(),;:]+(?:[@＠]|%40)[^\s@＠<>"(),;:]+/gi;

/** A text with the e-mail addresses in it masked. */
export const maskEmailsIn = (text: string): string =>
  text.replace(EMAIL, (found) => maskEmail(found.replace(/%40/i, '@')));

const maskValues = <Value>(values: { [key: string]: Value } | undefined) =>
  values &&
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      maskEmailsIn(key),
      typeof value === 'string' ? maskEmailsIn(value) : value,
    ]),
  );

/**
 * A submission as this person may see it. Whoever only reads gets the contact masked, and e-mail addresses in the ids,
 * traits and data that the site sent along. What visitors wrote is shown as it is, also where they wrote an address into
 * it, and so is the address of the page.
 */
export const seenBy = (person: Person, stored: StoredSubmission): Seen => {
  if (may(person, 'answer')) return { ...stored, masked: false };
  const { respondent, data, ...rest } = stored.record;
  const record = { ...rest, ...(data && { data: maskValues(data) as typeof data }) };
  if (!respondent) return { ...stored, record, masked: true };
  const { contact, userKey, anonId, traits, segment, ...others } = respondent;
  return {
    ...stored,
    masked: true,
    record: {
      ...record,
      respondent: {
        ...others,
        ...(contact && {
          contact: {
            ...contact,
            ...(contact.email && { email: maskEmail(contact.email) }),
            ...(contact.name && { name: maskName(contact.name) }),
          },
        }),
        ...(userKey !== undefined && { userKey: maskEmailsIn(userKey) }),
        ...(anonId !== undefined && { anonId: maskEmailsIn(anonId) }),
        ...(segment !== undefined && { segment: maskEmailsIn(segment) }),
        ...(traits && { traits: maskValues(traits) as typeof traits }),
      },
    },
  };
};
