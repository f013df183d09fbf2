import type { EventDetail } from '../engine';
import { WORDS } from '../options';
import { THEMES } from '../survey/theme';

const why = ({ cause }: EventDetail) => (cause as Error)?.message ?? cause;

const KEPT = 'Everything is kept and tried again.';

/** What a developer reads when something needs their eye: what failed, on what, what to do. By the `error` event's code. */
export const MESSAGES: { [code: string]: (endpoint: string, detail: EventDetail) => string } = {
  open: (_, detail) => `"${detail.survey}" could not be shown: ${why(detail)}`,
  call: (_, detail) => `"${detail.survey}" failed, or is not a method: ${why(detail)}`,
  submit: (_, detail) => `A submission could not be kept: ${why(detail)}`,
  network: (url) =>
    `No answer from ${url}. ${KEPT} Does the collector run, with Access-Control-Allow-Origin, and connect-src allow it?`,
  no_results: (url) =>
    `${url} answered without results. ${KEPT} A collector answers 200 with {"results": [{"id", "status"}]}, one for each record. Is it one?`,
  endpoint: (url) => `${url} answered 4xx. ${KEPT} Are endpoint and project right?`,
  gone: (url) => `${url} answered 410. ${KEPT}`,
  blocked: (url) => `connect-src of the page's CSP blocks ${url}. ${KEPT}`,
  mount: (_, detail) => `mount: no element for "${detail.survey}"`,
  config: (_, detail) =>
    `config: "${detail.survey}" could not be ${
      (detail.cause as Error).name === 'SyntaxError'
        ? 'read as JSON:'
        : typeof detail.cause === 'string'
          ? 'read: it has'
          : 'fetched:'
    } ${why(detail)}`,
  config_key: (_, detail) => `config: "${detail.survey}" is not read from the file; surveys are`,
  consent: (_, detail) => `setConsent: expected "pending", "granted" or "denied", got "${detail.survey}"`,
  http: (url) => `${url} is http on an https page: browsers block it. Use an https endpoint.`,
  locale: (_, detail) => `The words of "${detail.survey}" could not be loaded: ${why(detail)}`,
  storage: () => 'No IndexedDB here: words are kept in memory, for as long as this page is open.',
  corrupt: () => 'A stored row was none of ours; it was set aside.',
};

/** By which rule of delivery a record took a step: what `debug` prints beside its id. */
export const RULES: { [step: string]: string } = {
  saved: 'saved (Q1: its transaction is complete)',
  sending: 'on its way (Q5: under a lease)',
  waiting: 'waits (Q8, Q9: it is tried again)',
  sent: 'left the queue (Q2, Q4: acked by its id)',
  rejected: 'left the queue (Q2, Q7: refused, and kept aside)',
  expired: 'left the queue (Q2, Q8: too old)',
  evicted: 'left the queue (Q2, Q11: no room)',
  cleared: 'left the queue (Q2: erased)',
};

/** What stands behind the name of something that had to be changed, so that a record with it is not refused. */
export const MISFITS = {
  long: ': too long, it is cut (README, Limits)',
  id: ': too long, it is left out (README, Limits)',
  word: ': not one of its words (src/contract/types.ts); the usual one is taken',
  key: ': left out; expected lower-case letters, digits, ".", "_", "-", at most 64',
  value:
    ': left out; expected text, a number, true, false or null, under a key of at most 40 characters, and not too many',
};

type Values = { [name: string]: unknown };

/** The tab has read these as they stand. */
const TAB_WORDS = { launcher: 'tab edge button hidden', position: 'start end', theme: THEMES.join(' ') };

/** All other options, whose values are text. */
const TEXTS =
  'endpoint project locale site subject accent label privacyUrl fallbackUrl assetsUrl global config touchpoint release lastPromptedAt beforeSend layout back consentAt earshotConfig wrong broken';

/** Options that the tab is drawn by, before anything else of the page is read. */
const TAB = /^(label|locale|accent|theme|launcher|position|fallbackUrl|frame)$/;

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);
const oneOf = (words: string) => words.replaceAll(' ', ', ');

/** The options that stand in the page instead of the script tag. */
const namesInPage = () => {
  try {
    return Object.keys(JSON.parse(document.querySelector('script[data-earshot-config]')?.textContent || '{}'));
  } catch {
    return []; // `broken` says so
  }
};

/** What is wrong with the options as they stand after both sets of defaults, in sentences. */
export const checkOptions = (settings: Values, defaults: Values): string[] => {
  const known = new Set([...Object.keys(defaults), ...TEXTS.split(' ')]);
  const unknown = Object.keys(settings).filter((name) => !known.has(name));
  const words = Object.entries(TAB_WORDS).filter(([name, list]) => !list.split(' ').includes(`${settings[name]}`));
  const used = (name: string) => (name === 'consent' ? 'taking it for "denied"' : 'using the default');
  return [
    ...namesInPage()
      .filter((name) => TAB.test(name))
      .map((name) => `${name}: the tab does not read data-earshot-config; write it as an attribute`),
    ...(settings['broken'] ? [`data-earshot-config is ignored: ${settings['broken']}`] : []),
    ...Object.entries(settings['wrong'] ?? {}).map(
      ([name, value]) =>
        `${name}: expected ${WORDS[name] ? `one of ${oneOf(WORDS[name])}` : `a ${kindOf(defaults[name])}`}, got "${value}"; ${used(name)}`,
    ),
    ...(settings['lastPromptedAt'] && !(Date.parse(`${settings['lastPromptedAt']}`) >= 0)
      ? [`lastPromptedAt: expected an ISO date, got "${settings['lastPromptedAt']}"; taking it for unknown`]
      : []),
    ...unknown.map((name) => `${name}: no such option; see the list in the README`),
    ...words.map(([name, list]) => `${name}: expected one of ${oneOf(list)}, got "${settings[name]}"`),
  ];
};
