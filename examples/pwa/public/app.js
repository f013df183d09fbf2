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
const button = document.querySelector('button');
document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  // Still the stub: it answers nothing, and would send the note beside the one of the next press.
  if (earshot.q) return say('not sent: Earshot is not there yet, press Send again');
  const text = field.value;
  button.disabled = true;
  const outcome = await earshot('submit', { text });
  button.disabled = false;
  // No answer at all: Earshot does not run in this browser. The note stays, since nobody else has it.
  if (!outcome?.ok) return say(`not sent: ${outcome?.code ?? 'Earshot does not run here'}`);
  if (field.value === text) field.value = '';
});
