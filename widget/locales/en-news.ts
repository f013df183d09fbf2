/** English for what became of own words, and for what was changed because of what visitors said. */
const news = {
  newsMine: 'Your feedback',
  newsChanges: 'What we changed',
  newsWaiting: 'Waiting on this device',
  newsRefused: 'Not delivered',
  newsReceived: 'Received',
  newsRead: 'Read',
  newsAnswered: 'Answered',
  newsResolved: 'Resolved',
  /** The submission was erased at the collector. */
  newsGone: 'No longer kept',
  newsReply: 'Our reply',
  newsLed: 'This led to a change: {title}',
  newsLink: 'Read more',
  newsAsking: 'Looking for news…',
  newsAsOf: 'As of {date}.',
  newsNothing: 'Nothing yet.',
  newsBack: 'Back',
};

export type NewsWords = typeof news;
export default news as NewsWords;
