import { drawing } from '../drawings.mjs';
import { html } from '../html.mjs';
import { money } from '../products.mjs';

export const product = (t, { id, name, short, text, price }) => ({
  title: name[t.lang],
  description: text[t.lang],
  body: html`<p class="back"><a href="${t.home}#pots">← ${t.product.back}</a></p>
  <article class="product">
    <div class="frame">${drawing(id)}</div>
    <div>
      <h1>${name[t.lang]}</h1>
      <p class="quiet">${short[t.lang]}</p>
      <p class="price">${money(price[t.lang], t.lang)}</p>
      <p>${text[t.lang]}</p>
      <button type="button" class="button" data-add="${id}">${t.product.add}</button>
      <p class="said" role="status"><span data-added hidden>${t.product.added} <a href="${t.home}cart/">${t.product.seeCart}</a></span></p>
      <p class="quiet small">${t.product.ships}</p>
    </div>
  </article>`,
});
