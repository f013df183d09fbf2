import type { Engine } from '../engine';
import { idle } from '../page/idle';
import { panelFiles } from './panel-files';

/** Fetches what the panel is made of, so that it opens without a network. */
export const preload = ({ host: { button }, settings, signal }: Engine) => {
  const links = panelFiles(settings.locale).map((href) =>
    Object.assign(document.createElement('link'), { rel: 'modulepreload', href }),
  );
  const put = () => signal.aborted || document.head.append(...links);
  // With saveData the panel comes with the first hover, focus or touch; what waits to be sent never waits for that.
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) {
    for (const sign of ['pointerover', 'focus']) button.addEventListener(sign, put, { once: true, signal });
  } else idle(put);
  signal.addEventListener('abort', () => {
    for (const link of links) link.remove();
  });
};
