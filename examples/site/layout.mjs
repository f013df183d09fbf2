import { html, json } from './html.mjs';
import { forScript } from './products.mjs';

/** Surveys of the shop, beside the presets. Plain JSON: the same object works from a file and from code. */
const surveys = {
  checkout: {
    preset: 'ces',
    version: '1',
    mode: 'journey',
    touchpoint: 'checkout.done',
    journey: { id: 'purchase', stage: 'order' },
    trigger: { event: 'checkout.done' },
  },
};

/** quietDays 0: whoever tries the demo wants to be asked after each order. Leave it out on a real site. */
const earshotConfig = { surveys, quietDays: 0 };

/** The same page in the other language. */
const elsewhere = (path, lang) => (lang === 'ko' ? `/ko${path}` : path);

/** One page of the shop. `path` is the English one, `t` the texts of the language. */
export const layout = ({ t, path, title, body, description }) => html`<!doctype html>
<html lang="${t.lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <title>${title === t.site ? t.site : `${title} · ${t.site}`}</title>
  <meta name="description" content="${description ?? t.hero.text}">
  <link rel="alternate" hreflang="${t.other.lang}" href="${elsewhere(path, t.other.lang)}">
  <link rel="icon" href="/shop/icon.svg">
  ${['theme', 'frame', 'pots', 'read', 'buy'].map((name) => html`<link rel="stylesheet" href="/shop/${name}.css">`)}
  <script src="/shop/theme.js"></script>
  <script type="module" src="/shop/shop.js"></script>

  <!-- Earshot: this one tag puts the feedback tab on the page. -->
  <script async crossorigin src="/earshot/earshot.js"
          data-endpoint="/v1/submissions" data-project="shop" data-site="${t.site}" data-accent="#3a7f6c"></script>
  <!-- And this is what does not fit into attributes: a survey that opens when the shop says that an order is done. -->
  <script type="application/json" data-earshot-config>
${json(earshotConfig)}
  </script>
</head>
<body>
  <a class="skip" href="#content">${t.skip}</a>
  <header class="top">
    <a class="brand" href="${t.home}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 4h8M8.5 4c-.5 2-5 3.5-5 8.5 0 4 2.8 6.5 5.5 7.500h6c2.7-1 5.5-3.5 5.5-7.5 0-5-4.5-6.5-5-8.5"/></svg>${t.site}</a>
    <nav aria-label="${t.nav.main}">
      <a href="${t.home}#pots">${t.nav.pots}</a>
      <a href="${t.home}help/care/">${t.nav.help}</a>
      <a href="${t.home}offline/">${t.nav.offline}</a>
      <a href="${t.home}cart/">${t.nav.cart} <span class="count" data-cart-count hidden></span></a>
    </nav>
    <div class="switches">
      <button type="button" class="switch" data-dark aria-pressed="false">${t.dark}</button>
      <a class="switch" href="${elsewhere(path, t.other.lang)}" lang="${t.other.lang}" hreflang="${t.other.lang}">${t.other.label}</a>
    </div>
  </header>
  <main id="content">
${body}
  </main>
  <footer>
    <p>${t.tell} <a href="mailto:hello@maru.example" data-earshot-open="feedback">${t.tellLink}</a></p>
    <p class="quiet">${t.demo}</p>
  </footer>
  <script type="application/json" id="shop-data">${json(forScript(t.lang))}</script>
</body>
</html>
`;
