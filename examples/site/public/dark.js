import { earshot } from './earshot-stub.js';

const root = document.documentElement;
const button = document.querySelector('[data-dark]');
const isDark = () =>
  (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

const mark = () => button.setAttribute('aria-pressed', String(isDark()));

button.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  try {
    localStorage.setItem('shop-theme', root.dataset.theme);
  } catch {}
  earshot('setTheme', root.dataset.theme);
  mark();
});

if (root.dataset.theme) earshot('setTheme', root.dataset.theme);
mark();
