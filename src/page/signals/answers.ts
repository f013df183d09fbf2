/** What tells that a click did something, beside a change of the page. */
const ANSWERS = [
  'scroll',
  'focusin',
  'input',
  'change',
  'popstate',
  'hashchange',
  'pagehide',
  'blur',
  'submit',
  'toggle',
];

/**
 * Hears whenever the page does something, as it would in answer to a click; in the shadow trees of `inside` too, which
 * no observer of the page sees. Returns the off switch.
 */
export const onAnswer = (heard: () => void, inside: Node[] = []): (() => void) => {
  // AbortSignal.any is younger than the browsers that this runs in
  const over = new AbortController();
  const changes = new MutationObserver(heard);
  for (const root of [document, ...inside])
    changes.observe(root, { childList: true, subtree: true, attributes: true, characterData: true });
  for (const type of ANSWERS) addEventListener(type, heard, { capture: true, signal: over.signal });
  return () => {
    over.abort();
    changes.disconnect();
  };
};
