import { drawing, shelf } from '../drawings.mjs';
import { html } from '../html.mjs';
import { money, products } from '../products.mjs';

export const home = (t) => ({
  title: t.site,
  body: html`<section class="hero">
    <div class="hero-text">
      <h1>${t.hero.title}</h1>
      <p>${t.hero.text}</p>
      <a class="button" href="#pots">${t.hero.action}</a>
    </div>
    ${shelf()}
  </section>
  <section id="pots">
    <h2>${t.list}</h2>
    <ul class="grid">
      ${products.map(
        ({ id, name, short, price }) => html`<li><a class="card" href="${t.home}products/${id}/">
        <span class="frame">${drawing(id)}</span>
        <span class="card-name">${name[t.lang]}</span>
        <span class="card-price">${money(price[t.lang], t.lang)}</span>
        <span class="quiet">${short[t.lang]}</span>
      </a></li>`,
      )}
    </ul>
  </section>
  <section class="about">
    <div>
      <h2>${t.about.title}</h2>
      <p>${t.about.text}</p>
    </div>
    <dl class="facts">${t.about.facts.map(([figure, what]) => html`<div><dt>${what}</dt><dd>${figure}</dd></div>`)}</dl>
  </section>`,
});
