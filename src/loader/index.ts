import { start } from 'earshot:chunks';
import { boot } from './boot';

let tries = 0;

boot(async ({ assetsUrl }, src) => {
  const url = new URL(`chunks/${start}`, new URL((assetsUrl || src) as string, document.baseURI));
  // Firefox and many Chromiums (seen: 147) remember a failed import() for ever, so the second try goes to another URL.
  // There are five of them, and none is given away where the browser knows that there is no network.
  return import(`${url}`).catch(() => import(`${url}${navigator.onLine ? `?r=${(tries = (tries % 5) + 1)}` : ''}`));
});
