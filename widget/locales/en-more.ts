import type { CesWords } from '../../src/survey/ces';
import type { ReadyWords } from '../../src/survey/ready';
import type { Plural } from '../languages/plural';

/** English for all that a CES form can open without. In another language these stand until its own words are there. */
const more = {
  askCsat: 'Overall, how satisfied are you with {subject}?',
  satisfied: ['Very dissatisfied', 'Dissatisfied', 'Neither satisfied nor dissatisfied', 'Satisfied', 'Very satisfied'],
  askNps: 'How likely are you to recommend {site} to a friend or colleague?',
  likely: ['Not at all likely', 'Extremely likely'],
  askSuccess: 'Did you manage to do what you came to do?',
  yesPartlyNo: ['Yes', 'Partly', 'No'],
  askEmotion: 'How did it feel?',
  feeling: ['Very bad', 'Bad', 'Okay', 'Good', 'Very good'],
  askHelpful: 'Was this page helpful?',
  askCategory: 'What is it about?',
  categories: ['Problem', 'Idea', 'Praise', 'Question'],
  askGoal: 'What did you come to do?',
  askExpected: 'Compared with what you expected, how was it?',
  expected: ['Worse than expected', 'As expected', 'Better than expected'],
  /** CES 1.0: here more is worse. */
  askEffort: 'How much effort did it take you to do what you came to do?',
  effortEnds: ['Very low effort', 'Very high effort'],
  whatWrong: 'What went wrong?',
  whyScore: 'What is the main reason for your score?',
  whatMissing: 'What was missing?',
  answerButton: 'Answer',
  notNow: 'Not now',
  neverAgain: 'Don’t ask again',
  wantReply: 'I’d like a reply',
  emailLabel: 'Email',
  emailUse: 'We use your email address only to reply to this.',
  retention: { one: 'We keep it for {days} day.', other: 'We keep it for {days} days.' } as Plural,
  without: 'You can send without this.',
  privacyLink: 'Privacy',
  agreeToSend: 'I agree that what I send here is stored and used to improve {site}.',
  badEmail: 'Enter a valid email address, or untick “I’d like a reply”.',
  notAgreed: 'Tick this box first: nothing is sent without it.',
  willReply: 'We’ll reply to {email}.',
  noReply: 'We read this but cannot reply.',
  copyButton: 'Copy',
  copyDone: 'Copied',
  sendAgain: 'Send again',
  /** Leads to what became of own words, and to what was changed. */
  newsButton: 'Answers and updates',
  newsNew: 'New',
  newsFailed: 'We can’t look for news right now.',
};

export type MoreWords = Omit<ReadyWords, keyof CesWords> & typeof more;
export default more as MoreWords;
