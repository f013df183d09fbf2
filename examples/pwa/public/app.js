navigator.serviceWorker?.register('/sw.js');

const log = document.querySelector('#log');
const say = (text) => {
  const line = document.createElement('li');
  line.textContent = `${new Date().toLocaleTimeString()} ${text}`;
  log.prepend(line);
};

earshot('on', 'saved', ({ durable }) => say(durable ? 'on this device' : 'in memory'));
earshot('on', 'sent', () => say('sent'));

const field = document.querySelector('#note');
document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const outcome = await earshot('submit', { text: field.value });
  // nothing is answered by the stub, which hands its calls over when Earshot is there
  if (outcome && !outcome.ok) return say(outcome.code);
  field.value = '';
});
