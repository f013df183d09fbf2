// Chooses what stage.html shows, and keeps the choice in its own address.
import { DEFAULTS, has, loadChoices, loadSurveys, PRESETS, STATES } from './states.js';

const form = document.querySelector('form');
const frame = document.querySelector('iframe');
const nav = document.querySelector('nav');
const told = document.querySelector('[role="status"]');
const { elements } = form;
const make = (tag, properties, ...inside) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
};

const [surveys, { themes, languages }] = await Promise.all([loadSurveys(), loadChoices()]);
const groups = {
  Presets: PRESETS,
  Questions: Object.keys(surveys.questions),
  'Around them': Object.keys(surveys.around),
};

// ------------------------------------------------------------------------------------------ what there is to choose

const option = (value, label = value) => new Option(label, value);
const languageName = (tag) => new Intl.DisplayNames([tag], { type: 'language' }).of(tag);

for (const [label, names] of Object.entries(groups)) {
  elements.survey.append(make('optgroup', { label }, ...names.map((name) => option(name))));
  const links = names.map((name) => make('li', {}, make('a', { textContent: name })));
  nav.append(make('h2', { textContent: label }), make('ul', {}, ...links));
}
for (const [name, { label }] of Object.entries(STATES)) elements.state.append(option(name, label));
for (const scheme of ['light', 'dark']) {
  const names = themes.filter((theme) => theme.scheme === scheme).map(({ name }) => option(name));
  elements.theme.append(make('optgroup', { label: scheme }, ...names));
}
elements.lang.append(...languages.map((tag) => option(tag, `${languageName(tag)} (${tag})`)));

// ------------------------------------------------------------------------------------------ the choice, and its address

/** What was chosen, without what is so anyway. A field that says nothing now is disabled, and is not in it. */
const chosen = () => {
  const wish = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== DEFAULTS[name]) wish.set(name, value);
  return wish;
};

/** Puts the address into the fields. What they do not have is told, and left as it is by default. */
const read = () => {
  const unknown = [];
  for (const [name, value] of Object.entries(DEFAULTS)) elements[name].value = value;
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = name in DEFAULTS && elements[name];
    if (!field) continue;
    field.value = value;
    if (field.value === value && field.checkValidity()) continue;
    unknown.push(`${name}=${value}`);
    field.value = DEFAULTS[name];
  }
  return unknown;
};

/** Offers only what this survey has, and what says something in this state. */
const offer = () => {
  for (const one of elements.state.options) one.disabled = !has(one.value, elements.survey.value, surveys.all);
  if (elements.state.selectedOptions[0].disabled) elements.state.value = DEFAULTS.state;
  const state = elements.state.value;
  elements.answers.disabled = !STATES[state].answers;
  elements.layout.disabled = state === 'closed' || state === 'prompt';
};

const show = () => {
  offer();
  const wish = chosen();
  history.replaceState(null, '', wish.size ? `?${wish}` : location.pathname);

  const survey = elements.survey.value;
  for (const link of nav.querySelectorAll('a')) {
    const to = new URLSearchParams(wish);
    to.set('survey', link.textContent);
    link.href = `?${to}`;
    link.ariaCurrent = link.textContent === survey ? 'page' : null;
  }
  document.querySelector('code').textContent = JSON.stringify(surveys.all[survey] ?? { preset: survey }, null, 2);

  const { value: width } = elements.width;
  frame.style.maxWidth = width === 'full' ? 'none' : `${width}px`;
  wish.delete('width');
  // what a survey takes from the address of its page
  for (const hidden of Object.values(surveys.all[survey]?.hidden ?? {}))
    if (hidden.query) wish.set(hidden.query, 'gallery');
  const address = new URL(`stage.html?${wish}`, location.href).href;
  document.querySelector('[data-alone]').href = address;
  told.textContent = '…';
  frame.inert = true;
  frame.contentWindow.location.replace(address);
};

addEventListener('message', ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  frame.inert = false;
  told.textContent = data.failed ? `This cannot be shown. ${data.failed}` : STATES[data.shown].label;
});
// A form that opens takes the focus, as it should. Here it stays with the field that was changed, so that a list can be
// walked through with the arrow keys.
document.addEventListener('focusout', ({ target }) => {
  if (frame.inert) setTimeout(() => document.activeElement === frame && target.focus());
});
nav.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  elements.survey.value = link.textContent;
  show();
});
form.addEventListener('change', () => form.reportValidity() && show());
form.addEventListener('submit', (event) => event.preventDefault());

const forced = matchMedia('(forced-colors: active)');
const tellForced = () => (document.querySelector('[data-forced]').textContent = forced.matches ? 'on' : 'off');
forced.addEventListener('change', tellForced);
tellForced();

const unknown = read();
// On a phone what is as always need not stand before the form.
if (matchMedia('(max-width: 48rem)').matches)
  for (const details of form.querySelectorAll('details:not(:first-child)'))
    details.open = [...details.querySelectorAll('select, input')].some(({ name, value }) => value !== DEFAULTS[name]);
show();
if (unknown.length) told.textContent = `There is no ${unknown.join(', ')} here.`;
