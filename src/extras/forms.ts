import type { Engine, OpenHow } from '../engine';
import type { Listener } from './events';

/** How a form in the page was opened. */
interface Placed extends OpenHow {
  container?: HTMLElement;
}

/** The forms that stand in the page: what was mounted where, and what has to reach each of them. */
export const createForms = (engine: Engine, on: (name: 'open' | 'close', listener: Listener) => unknown) => {
  const { settings, signal } = engine;
  const open = new Set<Placed>();
  const mounted = new WeakMap<Element, string>();

  const close = ({ handle, container: place }: Placed) => {
    handle?.close();
    if (!place) return;
    mounted.delete(place);
    // the accent, and the colour that the form found readable on it
    for (const token of settings.accent ? ['accent', 'on-accent', 'link'] : [])
      place.style.removeProperty(`--earshot-${token}`);
  };
  on('open', ({ cause }) => (cause as Placed).handle !== engine.panel && open.add(cause as Placed));
  on('close', ({ cause }) => open.delete(cause as Placed));
  signal.addEventListener('abort', () => open.forEach(close));

  const mount = async (target: string | HTMLElement, name?: string) => {
    const place = typeof target === 'string' ? document.querySelector<HTMLElement>(target) : target;
    if (!place) return engine.emit('error', { code: 'mount', survey: `${target}` });
    const survey = name ?? place.dataset['earshotSurvey'];
    if (!survey || mounted.get(place) === survey) return;
    for (const how of open) if (how.container === place) close(how);
    mounted.set(place, survey);
    const touchpoint = place.dataset['earshotTouchpoint'];
    if (settings.accent) place.style.setProperty('--earshot-accent', settings.accent);
    const how: Placed = { container: place, trigger: 'visitor', touchpoint };
    await engine.open(survey, how);
    // what could not be shown is tried again by the next call
    if (!place.shadowRoot?.hasChildNodes()) mounted.delete(place);
  };

  return {
    mount,
    /** The page changed: forms that appeared are mounted, those whose place is gone are put away. */
    page() {
      for (const how of open) if (how.container?.isConnected === false) close(how);
      for (const element of document.querySelectorAll<HTMLElement>('[data-earshot-survey]')) void mount(element);
    },
    /** Another person is here: every form begins anew. */
    restart() {
      for (const how of [...open]) {
        const survey = how.container && mounted.get(how.container);
        close(how);
        if (survey) void mount(how.container!, survey);
      }
    },
    /** The dialog or prompt, and every form in the page. */
    all: () => [engine.panel, ...[...open].map(({ handle }) => handle)],
  };
};
