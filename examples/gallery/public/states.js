// What the gallery can show of a survey. stage.js shows it, gallery.js offers it, and the tests go through all of it.

/** Every preset; a test holds this to those that there are. */
export const PRESETS = ['feedback', 'ces', 'csat', 'nps', 'interaction', 'helpful'];

/** What an address means that does not say otherwise. */
export const DEFAULTS = {
  survey: 'feedback',
  state: 'unanswered',
  answers: 'low',
  layout: 'dialog',
  theme: 'auto',
  accent: '',
  lang: 'en',
  dir: '',
  launcher: 'tab',
  position: 'end',
  side: '16',
  bottom: '16',
  text: '100',
  width: '390',
};

const hasPages = ({ pages = [] }) => pages.length > 1;
const offersReply = ({ reply, questions = [] }) => reply !== false && !questions.some(({ type }) => type === 'contact');

/** Longer than anybody looks at it. */
const NEVER = 3_600_000;

/**
 * The states of a form, in the order in which a visitor meets them. `answers`: the visitor answers on the way there.
 * `collector`: one of the collectors of collector.js; else it is the real one. `options`: of Earshot, where this state
 * needs others. `needs`: which surveys have it.
 */
export const STATES = {
  closed: { label: 'closed: the launcher alone' },
  prompt: { label: 'prompt: it opened by itself' },
  unanswered: { label: 'unanswered' },
  answered: { label: 'answered', answers: true },
  'page-2': { label: 'second page', answers: true, needs: hasPages },
  last: { label: 'last page', answers: true, needs: hasPages },
  reply: { label: 'a reply is wanted', answers: true, needs: offersReply },
  // In a page a form has no Send before it is answered: there it is a consent that is missing.
  error: { label: 'Send pressed too early', options: ({ layout }) => ({ requireConsentToSend: layout === 'inline' }) },
  'too-large': { label: 'too large to be kept', answers: true, options: () => ({ maxRecordBytes: 100 }) },
  sending: {
    label: 'sending',
    answers: true,
    collector: 'silent',
    options: () => ({ timing: { requestTimeoutMs: NEVER, settleMs: NEVER } }),
  },
  saved: {
    label: 'saved, still sending',
    answers: true,
    collector: 'silent',
    options: () => ({ timing: { requestTimeoutMs: NEVER, settleMs: 0 } }),
  },
  waiting: {
    label: 'saved, no network',
    answers: true,
    collector: 'away',
    options: () => ({ timing: { settleMs: NEVER } }),
  },
  refused: {
    label: 'refused by the collector',
    answers: true,
    collector: 'refuses',
    options: () => ({ timing: { settleMs: NEVER } }),
  },
  sent: { label: 'sent', answers: true },
};

/** Whether a survey has this state. `surveys`: those that are no presets, by name. */
export const has = (state, name, surveys) =>
  STATES[state].needs?.(surveys[name] ?? { reply: name !== 'helpful' }) ?? true;

/** All surveys of the gallery that are no presets: one a question, and what stands around questions. */
export const loadSurveys = async () => {
  const files = await Promise.all(
    ['surveys.json', 'around.json'].map(async (file) => (await (await fetch(file)).json()).surveys),
  );
  return { questions: files[0], around: files[1], all: Object.assign({}, ...files) };
};

/** Themes and languages, as they were built. */
export const loadChoices = async () => (await fetch('choices.json')).json();

/** Languages that are written from right to left. */
export const dirOf = (lang) => (/^(ar|fa|he|ur)\b/.test(lang) ? 'rtl' : 'ltr');
