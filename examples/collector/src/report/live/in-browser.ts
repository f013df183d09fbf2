/**
 * What runs on the report's pages, and all that does: it hears of new submissions and says so in a bar. It never moves or
 * changes what somebody reads; where there is no EventSource, nothing happens.
 */
const bar = document.querySelector<HTMLElement>('[data-live]');
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 120_000;

if (bar && window.EventSource) {
  const { live = '', show = '' } = bar.dataset;
  const fresh = document.querySelector<HTMLElement>('[data-fresh]');
  const title = document.title;
  const words = document.createElement('span');
  const link = document.createElement('a');
  link.href = show;
  link.textContent = 'Show';
  let source: EventSource | undefined;
  let timer: number | undefined;
  let failures = 0;
  let last = '';
  let over = false;

  const say = (count: number, more: boolean) => {
    const number = count.toLocaleString('en') + (more ? '+' : '');
    words.textContent = `${number} new submission${count === 1 ? '' : 's'}`;
    if (!bar.firstChild) bar.append(words, ' · ', link);
    document.title = `(${number}) ${title}`;
    if (fresh) fresh.textContent = ` ${number} new`;
  };

  const stop = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };

  // Hidden tabs hold no connection: over HTTP/1.1 a browser has six to a site, and the seventh page would not load.
  const start = () => {
    stop();
    if (over || document.visibilityState === 'hidden') return;
    source = new EventSource(live + last);
    source.onopen = () => {
      failures = 0;
    };
    source.addEventListener('new', ({ data, lastEventId }) => {
      const { count, more } = JSON.parse(data);
      last = `&last=${lastEventId}`;
      say(count, more);
    });
    source.addEventListener('end', () => {
      over = true;
      stop();
    });
    source.onerror = () => {
      stop();
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++);
      timer = window.setTimeout(start, waitMs * (0.5 + Math.random() / 2));
    };
  };

  document.addEventListener('visibilitychange', start);
  // A page that waits in the history for "back" holds none either.
  addEventListener('pagehide', stop);
  addEventListener('pageshow', ({ persisted }) => persisted && start());
  start();
}

export {};
