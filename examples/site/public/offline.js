import { earshot } from './earshot-stub.js';

const texts = JSON.parse(document.getElementById('offline-texts').textContent);
const one = (selector) => document.querySelector(selector);

const network = () => {
  one('[data-network]').textContent = navigator.onLine ? texts.online : texts.offline;
};
addEventListener('online', network);
addEventListener('offline', network);
network();

let downUntil = 0;
const collector = () => {
  const left = Math.ceil((downUntil - Date.now()) / 1000);
  one('[data-collector]').textContent = left > 0 ? texts.down.replace('{n}', left) : texts.up;
  one('[data-outage]').disabled = left > 0;
  if (left > 0) setTimeout(collector, 250);
  else if (downUntil) earshot('flush'); // by itself Earshot would wait for its backoff to end
};
collector();

one('[data-outage]').addEventListener('click', async () => {
  const answer = await fetch('/demo/outage', { method: 'POST' }).catch(() => null);
  if (!answer?.ok) return;
  downUntil = Date.now() + (await answer.json()).seconds * 1000;
  collector();
});

let empty = true;
for (const [name, text] of Object.entries(texts.events)) {
  earshot('on', name, (detail) => {
    if (empty) one('[data-log]').replaceChildren();
    empty = false;
    const item = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = new Date().toLocaleTimeString(document.documentElement.lang);
    item.append(time, ` ${text}`, detail?.code ? ` (${detail.code})` : '');
    one('[data-log]').prepend(item);
  });
}
