/** Hears whenever the page shows another URL without a load: single-page apps, anchors, Back. Returns the off switch. */
export function onNavigation(changed: () => void): () => void {
  const off = new AbortController();
  const { signal } = off;
  let { href } = location;
  const look = () => {
    if (location.href === href) return;
    ({ href } = location);
    changed();
  };
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) {
    navigation.addEventListener('currententrychange', look, { signal });
    return () => off.abort();
  }
  addEventListener('popstate', look, { signal });
  addEventListener('hashchange', look, { signal });
  // Without the Navigation API nothing tells of a pushState but the call itself. The page's own function does the work
  // first, and gets its place back unless somebody else has put another in front.
  const { pushState, replaceState } = history;
  const wrapped = (original: History['pushState']) =>
    function (this: History, ...args: Parameters<History['pushState']>) {
      original.apply(this, args);
      // what a host does with its new page comes first
      if (!signal.aborted) queueMicrotask(look);
    };
  const [push, replace] = [wrapped(pushState), wrapped(replaceState)];
  Object.assign(history, { pushState: push, replaceState: replace });
  signal.addEventListener('abort', () => {
    if (history.pushState === push) history.pushState = pushState;
    if (history.replaceState === replace) history.replaceState = replaceState;
  });
  return () => off.abort();
}
