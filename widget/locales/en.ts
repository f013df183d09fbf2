import type { CesWords } from '../../src/survey/ces';
import type { MoreWords } from './en-more';
import type { NewsWords } from './en-news';
import type { QuestionWords } from './en-questions';

/**
 * English, which all others are translated from, as far as a CES form needs it. The rest is in `en-more.ts`, which comes
 * with `more.ts`. Written by a language model; no native speaker has checked it yet. Anchor labels: those of the published
 * CES 2.0, CSAT and NPS as they are commonly printed; unreviewed.
 */
const en = {
  panelTitle: 'Feedback',
  askMore: 'What would you like to tell us?',
  cesStem: 'How much do you agree?',
  cesStatement: '{site} made it easy for me to do what I came to do.',
  agreement: [
    'Strongly disagree',
    'Disagree',
    'Somewhat disagree',
    'Neither agree nor disagree',
    'Somewhat agree',
    'Agree',
    'Strongly agree',
  ],
  whatDifficult: 'What made it difficult?',
  whatBetter: 'What could be better?',
  whatWell: 'What worked well?',
  mayBeEmpty: 'optional',
  clearButton: 'Clear answer',
  closeButton: 'Close',
  sendButton: 'Send',
  sendingNow: 'Sending…',
  nothing: 'Choose a rating or write something.',
  required: 'Please answer this.',
  tooLong: 'This is too long to send. Please shorten it.',
  failed: 'This could not be saved. Your words are still here: please try again.',
  thanks: 'Thank you',
  sent: 'Sent.',
  savedHere: 'Saved on this device. It will be sent the next time this site is open and online.',
  savedSending: 'Saved on this device. Sending…',
  notSentYet: 'Not sent yet.',
  keepPageOpen: 'Not sent yet. Keep this page open until it is.',
  refused: 'This could not be delivered. Your words are kept here.',
};

/** What every other language says in one file. */
export type Locale = SurveyWords & NewsWords;
/** What surveys are made of. */
export type SurveyWords = CoreWords & MoreWords & QuestionWords;
export type CoreWords = CesWords & typeof en;
export default en as CoreWords;
