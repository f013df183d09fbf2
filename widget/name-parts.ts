/** What a page's own CSS can reach as `::part(name)`, with the selector that it has inside. The first that fits names it. */
const PARTS = `panel .earshot
title h2,h3
prompt .asked
option .point,.check,.star
field textarea,select,input:not([type=radio],[type=checkbox],[type=file])
send .send
button button`;

/** Names the parts of what was just drawn: nodes are used again for something else. */
export function nameParts(shell: HTMLElement): void {
  for (const it of shell.querySelectorAll('[part]')) it.removeAttribute('part');
  for (const line of PARTS.split('\n')) {
    const [name, selector] = line.split(' ');
    for (const it of shell.parentNode!.querySelectorAll(`:is(${selector}):not([part])`))
      if (shell.contains(it)) it.setAttribute('part', name!);
  }
}
