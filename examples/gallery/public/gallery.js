// Browses stage.html by its query string, and remembers the choice in its own address.
const THEMES = [
  'auto',
  'light',
  'dark',
  'contrast',
  'contrast-dark',
  'paper',
  'mint',
  'sand',
  'candy',
  'ink',
  'dusk',
  'forest',
  'terminal',
  'ocean',
];
const LANGUAGES =
  'en ko ar bg bn cs da de el es fa fi fr he hi hu id it ja nb nl pl pt ro ru sk sv th tr uk ur vi zh zh-Hant'.split(
    ' ',
  );
const PRESETS = ['feedback', 'ces', 'csat', 'nps', 'interaction', 'helpful'];

const form = document.querySelector('form');
const frame = document.querySelector('iframe');
const list = document.querySelector('nav ul');
const { surveys } = await (await fetch('surveys.json')).json();
const names = [...PRESETS, ...Object.keys(surveys)];
const languageName = (tag) => new Intl.DisplayNames([tag], { type: 'language' }).of(tag);

const fill = (name, values, labelOf = (value) => value) => {
  for (const value of values) form.elements[name].add(new Option(labelOf(value), value));
};
fill('survey', names);
fill('theme', THEMES);
fill('lang', LANGUAGES, (tag) => `${languageName(tag)} (${tag})`);
for (const name of names) {
  const link = Object.assign(document.createElement('a'), { textContent: name, href: `?survey=${name}` });
  link.addEventListener('click', (event) => {
    event.preventDefault();
    form.elements.survey.value = name;
    show();
  });
  const item = document.createElement('li');
  item.append(link);
  list.append(item);
}

const show = () => {
  const wish = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const { survey, width } = Object.fromEntries(wish);
  history.replaceState(null, '', `?${wish}`);
  wish.delete('width');
  const src = `stage.html?${wish}`;
  frame.src = src;
  frame.style.maxWidth = width ? `${width}px` : 'none';
  document.querySelector('[data-alone]').href = src;
  document.querySelector('code').textContent = JSON.stringify(surveys[survey] ?? { preset: survey }, null, 2);
  for (const link of list.querySelectorAll('a')) link.ariaCurrent = link.textContent === survey ? 'page' : null;
};

for (const [name, value] of new URLSearchParams(location.search))
  if (form.elements[name]) form.elements[name].value = value;
form.addEventListener('change', show);
form.addEventListener('submit', (event) => event.preventDefault());
show();
