import { start } from 'earshot:chunks';
import { boot } from './boot';

let tries = 0;

boot(async ({ assetsUrl }, src) => {
  const url = new URL(`chunks/${start}`, new URL((assetsUrl || src) as string, document.baseURI));
  // Firefox remembers a failed import() for ever, so the second try goes to another URL.
  return import(url as unknown as string).catch(() => import(`${url}?r=${(tries = (tries % 5) + 1)}`));
});
