import { createElement } from 'react';
import { renderToString } from 'react-dom/server.browser';
import { App } from './react-document.mjs';

/** What the server sends of the same tree. */
export const render = (props) => renderToString(createElement(App, props));
