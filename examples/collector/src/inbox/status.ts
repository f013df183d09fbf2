/** What became of a submission. Any may follow any: a team that was wrong about spam, or done too early, says so. */
export const STATUSES = ['new', 'acknowledged', 'resolved', 'spam'] as const;

export type Status = (typeof STATUSES)[number];

export const isStatus = (text: string | null | undefined): text is Status => STATUSES.includes(text as Status);

/** Whether somebody has responded by it. Marking spam is no response, and putting back to new takes none back. */
export const isResponse = (status: Status): boolean => status === 'acknowledged' || status === 'resolved';

export const statusWords: Record<Status, string> = {
  new: 'New',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  spam: 'Spam',
};

/** Whose silence counts: that towards each submission, or only towards those who asked for a reply. */
export type FollowUp = 'each' | 'theme';
