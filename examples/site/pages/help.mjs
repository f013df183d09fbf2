import { drawing } from '../drawings.mjs';
import { html } from '../html.mjs';

export const help = (t) => ({
  title: t.help.title,
  description: t.help.lead,
  body: html`<article class="read">
    <h1>${t.help.title}</h1>
    <p class="lead">${t.help.lead}</p>
    <span class="frame strip">${['teapot', 'tea-bowl', 'mug'].map(drawing)}</span>
    ${t.help.parts.map(([title, text]) => html`<h2>${title}</h2><p>${text}</p>`)}

    <!-- "Was this page helpful?", in the page itself. data-earshot-touchpoint says which. -->
    <div class="helpful" data-earshot-survey="helpful" data-earshot-touchpoint="help.care"></div>
  </article>`,
});
