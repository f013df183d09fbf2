import type { FeedbackRecord } from '../contract';

/**
 * The keyed hash by which submissions of one respondent are found: of the host's own key of a user, else of the device's
 * id, else of the address that was left. Null where a record has none of them.
 * @param hashOf a hash that only this database's key gives, so that nobody finds out by trying whose it is.
 */
export const respondentOf = ({ kind, respondent }: FeedbackRecord, hashOf: (key: string) => string): string | null => {
  if (kind !== 'submission' || !respondent) return null;
  const { userKey, anonId, contact } = respondent;
  const email = contact?.email?.trim().toLowerCase();
  // Each kind by itself: a user whose key looks like an address is not whoever left that address.
  const key = userKey ? `user ${userKey}` : anonId ? `device ${anonId}` : email ? `mail ${email}` : undefined;
  return key === undefined ? null : hashOf(`respondent ${key}`);
};

/** What `respondentOf` gives: anything else in an address is nobody. */
export const RESPONDENT = /^[A-Za-z0-9_-]{32}$/;
