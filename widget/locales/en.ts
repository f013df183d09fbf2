import type { CesWords } from '../../src/survey/ces';
import type { MoreWords } from './en-more';

/** English, as far as a CES form needs it. The rest is in `en-more.ts`, which comes with `more.ts`. */
const en = {
  title: 'Feedback',
  more: 'What would you like to tell us?',
  cesStem: 'How much do you agree?',
  cesStatement: '{site} made it easy for me to do what I came to do.',
  agree: [
    'Strongly disagree',
    'Disagree',
    'Somewhat disagree',
    'Neither agree nor disagree',
    'Somewhat agree',
    'Agree',
    'Strongly agree',
  ],
  difficult: 'What made it difficult?',
  better: 'What could be better?',
  well: 'What worked well?',
  optional: 'optional',
  clear: 'Clear answer',
  close: 'Close',
  send: 'Send',
  sending: 'Sending…',
  nothing: 'Choose a rating or write something.',
  required: 'Please answer this.',
  tooLong: 'This is too long to send. Please shorten it.',
  failed: 'This could not be saved. Your words are still here: please try again.',
  thanks: 'Thank you',
  sent: 'Sent.',
  saved: 'Saved on this device. It will be sent the next time this site is open and online.',
  savedSending: 'Saved on this device. Sending…',
  waiting: 'Not sent yet.',
  memory: 'Not sent yet. Keep this page open until it is.',
  refused: 'This could not be delivered. Your words are kept here.',
};

/** What every other language says in one file. */
export type Locale = CoreWords & MoreWords;
export type CoreWords = CesWords & typeof en;
export default en as CoreWords;
