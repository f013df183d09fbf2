import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App } from './react-document.mjs';

/** Hydrates the document at once, or when the test says so (`late`). */
const { late, ...props } = window.props;
window.hydrate = () => hydrateRoot(document, createElement(App, props));
if (!late) window.hydrate();
