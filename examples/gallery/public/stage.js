// One survey in one state on one page, as the address asks for it:
// ?survey=ranking&state=sent&theme=paper&lang=ar&launcher=edge … (states.js has all names, and what is left out).
import { standIn } from './collector.js';
import { DEFAULTS, dirOf, has, loadChoices, loadSurveys, PRESETS, STATES } from './states.js';
import { until, visitor, WAYS } from './visitor.js';

const { documentElement } = document;
const wish = { ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(location.search)) };
const state = STATES[wish.state];
const place = document.querySelector('#place');

documentElement.lang = wish.lang;
documentElement.dir = wish.dir || dirOf(wish.lang);
documentElement.style.zoom = wish.text / 100;
documentElement.style.setProperty('--earshot-side', `${wish.side}px`);
documentElement.style.setProperty('--earshot-bottom', `${wish.bottom}px`);

// What is called before Earshot has arrived is kept, and runs in order.
window.earshot ??= (...call) => {
  window.earshot.q = [...(window.earshot.q ?? []), call];
};

const launcher = () => [...documentElement.children].find((it) => it.shadowRoot);
const panel = () => (place.firstElementChild ?? launcher())?.shadowRoot?.querySelector('.earshot');

/** Shows a survey in the state of the page. Resolves when it stands there; rejects when it cannot be reached. */
const show = async (survey, answers = wish.answers) => {
  place.replaceChildren();
  await earshot('close');
  const { greet } = surveys.all[survey] ?? {};
  // A preset that greets would want a name too; a contact question would show it, so nobody else gets one.
  if (greet) await earshot('identify', { name: 'Mina' });
  if (wish.state === 'closed') {
    await until('the launcher', () => launcher());
    return;
  }
  if (wish.state === 'prompt') await earshot('open', survey, { layout: 'prompt' });
  else if (wish.layout === 'inline') {
    const card = document.createElement('div');
    place.append(card);
    await earshot('mount', card, survey);
  } else await earshot('open', survey);
  // An empty line keeps the place of what comes with the second half of the form.
  await until('the form', () => panel() && !panel().querySelector('p.check'));
  // A dialog takes the focus a moment after it is drawn.
  if (panel().localName === 'dialog')
    await until('the focus', () => panel().contains(launcher().shadowRoot.activeElement));
  await WAYS[wish.state](visitor(panel, { answers, lang: wish.lang }));
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
};

/** Tells the gallery around it, and whoever drives it. */
const tell = (shown) => {
  Object.assign(documentElement.dataset, shown);
  parent.postMessage(shown, location.origin);
};

const [surveys, { themes }] = await Promise.all([loadSurveys(), loadChoices()]);
try {
  if (!state) throw new Error(`There is no state "${wish.state}".`);
  if (!PRESETS.includes(wish.survey) && !surveys.all[wish.survey])
    throw new Error(`There is no survey "${wish.survey}".`);
  if (!has(wish.state, wish.survey, surveys.all)) throw new Error(`"${wish.survey}" has no state "${wish.state}".`);
  documentElement.dataset.scheme = themes.find(({ name }) => name === wish.theme)?.scheme ?? '';
  earshot('init', {
    endpoint: '/v1/submissions',
    project: 'gallery',
    ...(state.collector && standIn(state.collector)),
    ...state.options?.(wish),
    test: true,
    // What somebody tried here is not there again in the next state.
    drafts: false,
    site: 'Maru Pottery',
    locale: wish.lang,
    theme: wish.theme,
    surveys: surveys.all,
    frame: true,
    privacyUrl: '/help/care/',
    retentionDays: 90,
    launcher: wish.launcher,
    position: wish.position,
    ...(wish.accent && { accent: wish.accent }),
  });
  await until('earshot.js', () => !window.earshot.q);
  window.stage = { show };
  await show(wish.survey);
  tell({ shown: wish.state });
} catch (error) {
  tell({ failed: error.message });
}
