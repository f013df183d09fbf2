import { projectAddress } from '../report/frame';
import { type Passage, written } from './letter';
import type { Subscription, Unsubscribe } from './unsubscribe';

export const UNSUBSCRIBE_PATH = '/report/unsubscribe';
export const CHOICES_PATH = '/report/account/mails';

/** What every mail to the team has of its own: where the report is, and how to turn it off. */
export interface Letterhead {
  /** Of the report's page of a project. */
  addressOf(project: string): string;
  choices: string;
  unsubscribe(subscription: Subscription): Promise<string>;
}

/** @param publicUrl where the report is reached, without a slash at its end */
export const createLetterhead = (publicUrl: string, unsubscribe: Unsubscribe): Letterhead => ({
  addressOf: (project) => publicUrl + projectAddress(project),
  choices: publicUrl + CHOICES_PATH,
  unsubscribe: async (subscription) => `${publicUrl}${UNSUBSCRIBE_PATH}/${await unsubscribe.token(subscription)}`,
});

export interface Addressed extends Subscription {
  subject: string;
  passages: Passage[];
  why: string;
}

/** A letter to one person, who can turn off what it is one of. */
export const letterTo = async (
  { choices, unsubscribe }: Letterhead,
  { subject, passages, why, ...subscription }: Addressed,
): Promise<{ subject: string; text: string; html: string; unsubscribe: string }> => {
  const off = await unsubscribe(subscription);
  return { ...(await written({ subject, passages, why, unsubscribe: off, choices })), unsubscribe: off };
};
