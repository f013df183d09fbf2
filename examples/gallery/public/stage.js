// One survey on one page, as the address asks for it:
// ?survey=ranking&theme=paper&lang=ar&dir=rtl&layout=dialog|inline|prompt
// Surveys are those of surveys.json, and the presets by name.
const wish = new URLSearchParams(location.search);
const get = (name, otherwise) => wish.get(name) || otherwise;
const lang = get('lang', 'en');
const { documentElement } = document;
documentElement.lang = lang;
documentElement.dir = get('dir', /^(ar|fa|he|ur)\b/.test(lang) ? 'rtl' : 'ltr');
documentElement.dataset.scheme = /dark|dusk|forest|terminal|ocean/.test(get('theme', '')) ? 'dark' : 'light';

const survey = get('survey', 'feedback');
const layout = get('layout', 'dialog');

// What is called before Earshot has arrived is kept, and runs in order.
window.earshot = (...call) => {
  window.earshot.q = [...(window.earshot.q ?? []), call];
};

earshot('init', {
  endpoint: '/v1/submissions',
  project: 'gallery',
  test: true,
  consent: 'granted',
  site: 'Maru Pottery',
  locale: lang,
  theme: get('theme', 'auto'),
  config: 'surveys.json',
  frame: true,
  privacyUrl: '/help/care/',
  retentionDays: 90,
  launcher: get('launcher', 'tab'),
  position: get('position', 'end'),
  ...(wish.get('accent') && { accent: wish.get('accent') }),
});

addEventListener('DOMContentLoaded', () => {
  if (layout === 'inline') earshot('mount', '#place', survey);
  else if (layout !== 'closed') earshot('open', survey, layout === 'prompt' ? { layout: 'prompt' } : {});
});
