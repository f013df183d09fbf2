/*
 * A site whose whole document is React's, as Next.js and Remix make it. Bundled twice, with React 18 and with 19, and by
 * each for the server and for the page.
 */
import { createElement, useState } from 'react';

/** `tag`: attributes of Earshot's script tag where it is part of the tree, in `head` or `body`. */
export function App({ tag, where, words }) {
  const [count, setCount] = useState(0);
  const script = tag && createElement('script', { key: 'earshot', ...tag });
  return createElement(
    'html',
    { lang: 'en' },
    createElement(
      'head',
      null,
      createElement('meta', { charSet: 'utf-8' }),
      createElement('title', null, 'A page'),
      createElement('link', { rel: 'icon', href: 'data:,' }),
      where === 'head' ? script : null,
    ),
    createElement(
      'body',
      null,
      createElement('h1', null, words),
      createElement('button', { id: 'count', type: 'button', onClick: () => setCount(count + 1) }, `Clicked ${count}`),
      where === 'body' ? script : null,
    ),
  );
}
