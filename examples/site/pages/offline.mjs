import { html, json } from '../html.mjs';

export const offline = (t) => ({
  title: t.offline.title,
  description: t.offline.lead,
  body: html`<article class="read" data-offline-page>
    <h1>${t.offline.title}</h1>
    <p class="lead">${t.offline.lead}</p>
    <ol class="steps">${t.offline.steps.map((step) => html`<li>${step}</li>`)}</ol>
    <p><button type="button" class="button" data-outage>${t.offline.button}</button></p>
    <dl class="states">
      <div><dt>${t.offline.status}</dt><dd data-network></dd></div>
      <div><dt>${t.offline.server}</dt><dd data-collector></dd></div>
    </dl>
    <h2>${t.offline.log}</h2>
    <ol class="log" data-log><li class="quiet">${t.offline.logEmpty}</li></ol>
    <script type="application/json" id="offline-texts">${json(t.offline)}</script>
  </article>`,
});
