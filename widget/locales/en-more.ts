import type { CesWords } from '../../src/survey/ces';
import type { PresetWords } from '../../src/survey/presets';

/** English for all that a CES form can open without. In another language these stand until its own words are there. */
const more = {
  csat: 'Overall, how satisfied are you with {subject}?',
  satisfied: ['Very dissatisfied', 'Dissatisfied', 'Neither satisfied nor dissatisfied', 'Satisfied', 'Very satisfied'],
  nps: 'How likely are you to recommend {site} to a friend or colleague?',
  likely: ['Not at all likely', 'Extremely likely'],
  success: 'Did you manage to do what you came to do?',
  done: ['Yes', 'Partly', 'No'],
  emotion: 'How did it feel?',
  feeling: ['Very bad', 'Bad', 'Okay', 'Good', 'Very good'],
  helpful: 'Was this page helpful?',
  category: 'What is it about?',
  categories: ['Problem', 'Idea', 'Praise', 'Question'],
  wrong: 'What went wrong?',
  reason: 'What is the main reason for your score?',
  missing: 'What was missing?',
  answer: 'Answer',
  notNow: 'Not now',
  never: 'Don’t ask again',
  reply: 'I’d like a reply',
  email: 'Email',
  emailUse: 'We use your email address only to reply to this.',
  retention: 'We keep it for {days} days.',
  without: 'You can send without this.',
  privacy: 'Privacy',
  agreed: 'I agree that what I send here is stored and used to improve {site}.',
  badEmail: 'Enter a valid email address, or untick “I’d like a reply”.',
  notAgreed: 'Tick this box first: nothing is sent without it.',
  willReply: 'We’ll reply to {email}.',
  noReply: 'We read this but cannot reply.',
  copy: 'Copy',
  copied: 'Copied',
  again: 'Send again',
};

export type MoreWords = Omit<PresetWords, keyof CesWords> & typeof more;
export default more as MoreWords;
