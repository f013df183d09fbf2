import type { Engine } from '../engine';

/** Says in `history.state` that an entry is ours. What a page's router keeps there stays beside it. */
const MARK = 'earshot-form';

/** A page often goes elsewhere right after a form was closed: that comes first, and our own way back is not gone then. */
const AFTER_PAGE_MS = 100;

/** A way through the history that nobody tells the end of by then was given up, ms. */
const WAY_MS = 1000;

const isOurs = () => history.state?.[MARK] === true;

/** What may stand beside the mark: a router's object. A text or a list would fall apart into its parts. */
const besides = (state: unknown) => (Object.prototype.toString.call(state) === '[object Object]' ? state : {});

/**
 * `back: 'close'`: an open form is an entry of the history, so that Back closes it and the page stays. However else the
 * form is closed, its entry goes too. Returns what is to be told of each opening and closing.
 */
export const closeOnBack = (engine: Engine) => {
  const { signal } = engine;
  /** A way of our own is under way: its `popstate` comes later. */
  let leaving = false;
  /** For what is next on our own: to go back, or to give the way up. */
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the form was opened. */
  let opened = '';
  /** The entry that the page pushed while we went back, where the browser has the Navigation API to tell of it. */
  let elsewhere: string | undefined;
  const navigation = window.navigation as Navigation | undefined;

  const stay = () => clearTimeout(timer);
  const enter = () => {
    stay();
    opened = location.href;
    if (!isOurs()) history.pushState({ ...(besides(history.state) as object), [MARK]: true }, '');
  };
  const go = (way: () => void) => {
    stay();
    leaving = true;
    timer = setTimeout(() => (leaving = false), WAY_MS);
    way();
  };
  const back = () => {
    removeEventListener('beforeunload', stay);
    if (!engine.panel && isOurs()) go(() => history.back());
  };
  /** Takes our entry out, unless the page goes elsewhere meanwhile. */
  const leave = () => {
    stay();
    if (!isOurs() || leaving) return;
    // going back would end a navigation that has begun
    addEventListener('beforeunload', stay, { once: true });
    timer = setTimeout(back, AFTER_PAGE_MS);
  };
  /** A link to a place within the page is told by `popstate` too, and is no way back. */
  const isAnchor = () => {
    const [page, place] = location.href.split('#');
    const [before, from] = opened.split('#');
    return page === before && place !== from;
  };

  addEventListener(
    'popstate',
    () => {
      const own = leaving;
      const key = elsewhere;
      leaving = false;
      elsewhere = undefined;
      // the page went on while we went back
      if (own && key) return go(() => navigation!.traverseTo(key).committed?.catch(() => {}));
      if (isOurs()) return own && history.forward();
      // opened anew in the meantime
      if (own && engine.panel) enter();
      else if (!isAnchor()) engine.panel?.close();
    },
    { signal },
  );
  navigation?.addEventListener(
    'currententrychange',
    ({ navigationType }) => {
      if (leaving && navigationType === 'push') elsewhere = navigation.currentEntry?.key;
    },
    { signal },
  );
  // nobody tells of our way back where the page was left meanwhile; an entry without its form would be a dead Back
  const arrive = () => {
    leaving = false;
    if (!engine.panel) leave();
  };
  addEventListener('pageshow', arrive, { signal });
  try {
    arrive();
  } catch {} // as below

  return (event: 'open' | 'close') => {
    try {
      if (event === 'close') leave();
      else if (!leaving) enter();
    } catch {} // a sandboxed frame, or too many entries in a short time
  };
};
