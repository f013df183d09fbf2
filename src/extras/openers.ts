import type { Engine, OpenHow } from '../engine';
import type { Listener } from './events';

/**
 * Elements of the page that open a survey say so, and whether it is open (WAI-ARIA: `aria-haspopup`, `aria-expanded`).
 * Whoever used one last gets the focus back, also where it only moved the focus into what was open already.
 */
export const createOpeners = (engine: Engine, on: (name: 'open' | 'close', listener: Listener) => unknown) => {
  const { settings, signal, host } = engine;
  // from npm the name stands in a symbol, since there is no global
  const global = settings.global as unknown as symbol | string | undefined;
  const name = (global as symbol | undefined)?.description ?? (global as string | undefined) ?? 'earshot';
  const marked = new Set<Element>();
  let current: OpenHow | undefined;

  const mark = ({ opener }: OpenHow, open: boolean) => {
    if (!opener) return;
    marked.add(opener);
    opener.setAttribute('aria-haspopup', 'dialog');
    opener.setAttribute('aria-expanded', `${open}`);
  };
  on('open', ({ cause }) => {
    const how = cause as OpenHow;
    if (how.handle === engine.panel) current = how;
    mark(how, true);
  });
  on('close', ({ cause }) => {
    if (cause === current) current = undefined;
    mark(cause as OpenHow, false);
  });
  signal.addEventListener('abort', () => {
    for (const opener of marked) for (const state of ['haspopup', 'expanded']) opener.removeAttribute(`aria-${state}`);
  });

  const { open } = engine;
  engine.open = (survey, how) => {
    const opener = how?.opener;
    if (current && opener && opener !== current.opener) {
      mark(current, false);
      current.opener = opener;
      mark(current, true);
    }
    return open(survey, how);
  };

  /** The tab, and elements that appeared, are marked. */
  return () => {
    for (const opener of marked) if (!opener.isConnected) marked.delete(opener);
    for (const opener of [host.button, ...document.querySelectorAll(`[${CSS.escape(`data-${name}-open`)}]`)])
      if (!marked.has(opener)) mark({ opener }, false);
  };
};
