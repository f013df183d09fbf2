import type { FeedbackRecord } from '../contract';
import type { Status } from './status';

/** One address and nothing else: no list, no name, no line break. Narrower than the standard, wider than what people have. */
const ADDRESS = /^[^\s\p{Cc}<>()[\]\\,;:"@]{1,64}@[^\s\p{Cc}<>()[\]\\,;:"@]{1,190}\.[^\s\p{Cc}<>()[\]\\,;:"@.]{2,63}$/u;

export const isAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text);

/** Where a reply goes, or why none can be sent. */
export type ReplyTo = { email: string } | { why: NoReply };
export type NoReply = 'not_asked' | 'no_consent' | 'no_address' | 'bad_address';

/** A mail goes only to who asked for one, agreed to be contacted, and left an address. */
export const replyTo = ({ respondent, consent }: FeedbackRecord): ReplyTo => {
  const { wantsReply, email = '' } = respondent?.contact ?? {};
  if (!wantsReply) return { why: 'not_asked' };
  if (!consent.contact) return { why: 'no_consent' };
  if (!email.trim()) return { why: 'no_address' };
  return isAddress(email.trim()) ? { email: email.trim() } : { why: 'bad_address' };
};

/** Why there is no form for a reply, as a sentence; undefined where there is one. */
export const whyNoReply = (record: FeedbackRecord, status: Status, canMail: boolean): string | undefined => {
  const to = replyTo(record);
  if ('why' in to)
    return {
      not_asked: 'Whoever sent this did not ask for a reply.',
      no_consent: 'A reply was asked for, but nobody agreed to be contacted, so none is sent.',
      no_address: 'A reply was asked for, but no e-mail address was left.',
      bad_address: 'A reply was asked for, but what was left is not an e-mail address.',
    }[to.why];
  if (status === 'spam') return 'This is marked as spam. Give it another state to reply.';
  if (!canMail) return 'A reply was asked for. To send one from here, set up mail: SMTP_URL and MAIL_FROM.';
  return undefined;
};
