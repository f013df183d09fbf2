/**
 * Property names that only Earshot's own files say to each other: in the files that pages load each becomes one or two
 * letters. A name belongs here when it is long and often said, and when it is nobody else's: not the browser's, not in
 * the contract, the options or the public methods and events, not in a stored row (an older or newer build reads
 * those), and never in a string. `tests/build/internal-names.test.ts` holds that.
 * Their order says which letter each one gets, and was chosen by what is smallest after brotli.
 */
export const internalNames = [
  ...['tell', 'hear', 'settle', 'saveDraft', 'disk', 'methods', 'loadPanel', 'focusProblem', 'loadExtras'],
  ...['announce', 'draftKey', 'startedAtMs', 'permits', 'knownContact', 'requireConsent', 'whenSeen', 'resend'],
  ...['wakeAt', 'setAside', 'retryAfterMs', 'leave', 'panel', 'words', 'settledSome', 'phase', 'problems'],
  ...['say', 'maxAgeMs', 'inside', 'report', 'attend', 'keepClear', 'Invite', 'InviteFoot', 'Contact'],
  ...['Thanks', 'Clear', 'readableAccent', 'choiceLabel', 'wordsOf', 'shieldKeys', 'onDelivery'],
  ...['textQuestion', 'followKeyboard', 'finding', 'contactOf', 'attempt', 'fieldOf', 'settings', 'toDialog'],
  ...['mayRemember', 'hostRemembers', 'flusher', 'heard', 'course', 'problemText', 'nameParts'],
];

/**
 * The panel's texts, which are asked for by name and never by a key that was computed. They stand in objects of their
 * own (`widget/locales`), so their letters are the same once more.
 */
export const textNames = [
  ...['panelTitle', 'askMore', 'agreement', 'whatDifficult', 'whatBetter', 'whatWell', 'whatWrong', 'whatMissing'],
  ...['whyScore', 'askCsat', 'askNps', 'askSuccess', 'yesPartlyNo', 'askEmotion', 'askHelpful', 'askCategory'],
  ...['mayBeEmpty', 'clearButton', 'closeButton', 'sendButton', 'sendingNow', 'savedHere', 'notSentYet'],
  ...['keepPageOpen', 'answerButton', 'neverAgain', 'wantReply', 'emailLabel', 'privacyLink', 'agreeToSend'],
  ...['copyButton', 'copyDone', 'sendAgain', 'cesStem', 'cesStatement', 'savedSending', 'satisfied', 'likely'],
  ...['feeling', 'categories', 'notNow', 'emailUse', 'retention', 'without', 'willReply', 'noReply', 'thanks'],
];

/** All but those that are property names already: `n`, `q`, `v`, and the attributes of shapes. */
const LETTERS = 'abcefghijklmopstuwzABCDEFGHIJKLMNOPQRSTUVWXYZ';

const short = (names) => names.map((name, at) => [name, LETTERS[at] ?? `$${LETTERS[at % 45]}`]);

/** The same letters in every file and build. */
export const shortNames = new Map([...short(internalNames), ...short(textNames)]);
