import type { Engine } from '../engine';

/** Says in `history.state` that an entry is ours. What a page's router keeps there stays beside it. */
const MARK = 'earshot-form';

const isOurs = () => history.state?.[MARK] === true;

/**
 * `back: 'close'`: an open form is an entry of the history, so that Back closes it and the page stays. However else the
 * form is closed, its entry goes too. Returns what is to be told of each opening and closing.
 */
export const closeOnBack = (engine: Engine) => {
  /** Our own way back is under way: its `popstate` comes later. */
  let leaving = false;
  const enter = () => isOurs() || history.pushState(Object.assign({}, history.state, { [MARK]: true }), '');
  addEventListener(
    'popstate',
    () => {
      const own = leaving;
      leaving = false;
      if (isOurs()) return;
      // opened anew in the meantime
      if (own && engine.panel) enter();
      else engine.panel?.close();
    },
    { signal: engine.signal },
  );
  return (event: 'open' | 'close') => {
    try {
      if (event === 'open') leaving || enter();
      else if (isOurs() && !leaving) {
        leaving = true;
        history.back();
      }
    } catch {} // a sandboxed frame, or too many entries in a short time
  };
};
