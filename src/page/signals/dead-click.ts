const ANSWER_MS = 1000;
/** What tells that a click did something. */
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

const looksClickable = (element: Element) =>
  !!element.closest('a[href],button,[role=button],[role=link],[role=tab],summary') ||
  getComputedStyle(element).cursor === 'pointer';

/** A click on what looks like a button or link, and nothing comes of it within a second: no change, no page, no focus. */
export const deadClick = (happened: () => void, signal: AbortSignal): void => {
  const clicked = ({ isTrusted, target }: MouseEvent) => {
    if (!isTrusted || !(target instanceof Element) || !looksClickable(target)) return;
    if (target.closest(':disabled,input,select,textarea,video,audio,label')) return;
    const { href } = location;
    // AbortSignal.any is younger than the browsers that this runs in
    const over = new AbortController();
    const stop = () => {
      over.abort();
      clearTimeout(timer);
      changes.disconnect();
      signal.removeEventListener('abort', stop);
    };
    const changes = new MutationObserver(stop);
    changes.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    for (const type of ANSWERS) addEventListener(type, stop, { capture: true, signal: over.signal });
    const timer = setTimeout(() => {
      stop();
      if (location.href === href) happened();
    }, ANSWER_MS);
    signal.addEventListener('abort', stop);
  };
  addEventListener('click', clicked, { capture: true, signal });
};
