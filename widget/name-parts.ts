/** What a page's own CSS can reach as `::part(name)`, by the selectors that it has inside. The first that fits names it. */
const PARTS = {
  title: 'h2,h3',
  prompt: '.asked',
  option: '.point,.check,.star',
  field: 'textarea,select,input:not([type=radio],[type=checkbox],[type=file])',
  send: '.send',
  button: 'button',
};

/** Names the parts of a panel, and goes on as it is drawn anew: nodes are used again for something else. */
export function nameParts(shell: HTMLElement): () => void {
  const name = () => {
    for (const it of shell.querySelectorAll('[part]')) it.removeAttribute('part');
    for (const [part, selector] of Object.entries(PARTS))
      for (const it of shell.querySelectorAll(`:is(${selector}):not([part])`)) it.setAttribute('part', part);
  };
  shell.setAttribute('part', 'panel');
  name();
  const watcher = new MutationObserver(name);
  watcher.observe(shell, { subtree: true, childList: true, attributeFilter: ['class'] });
  return () => watcher.disconnect();
}
