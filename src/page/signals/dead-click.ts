import { onAnswer } from './answers';

const ANSWER_MS = 1000;

const looksClickable = (element: Element) =>
  !!element.closest('a[href],button,[role=button],[role=link],[role=tab],summary') ||
  getComputedStyle(element).cursor === 'pointer';

/** A click on what looks like a button or link, and nothing comes of it within a second: no change, no page, no focus. */
export const deadClick = (happened: () => void, signal: AbortSignal): void => {
  const clicked = (event: MouseEvent) => {
    const { isTrusted, target } = event;
    if (!isTrusted || !(target instanceof Element) || !looksClickable(target)) return;
    if (target.closest(':disabled,input,select,textarea,video,audio,label')) return;
    const { href } = location;
    const stop = () => {
      off();
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    const off = onAnswer(stop);
    const timer = setTimeout(() => {
      stop();
      // a link that nobody took over is on its way, to a slow server, a download or another program
      const leads = !event.defaultPrevented && !!target.closest('a[href]:not([href^="#"])');
      if (location.href === href && !leads) happened();
    }, ANSWER_MS);
    signal.addEventListener('abort', stop);
  };
  addEventListener('click', clicked, { capture: true, signal });
};
