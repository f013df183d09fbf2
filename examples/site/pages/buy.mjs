import { drawing } from '../drawings.mjs';
import { html } from '../html.mjs';
import { products } from '../products.mjs';

/** The pots that a cart row may need, cloned by the shop's script: it never writes markup as text. */
const pictures = products.map(({ id }) => html`<template data-picture="${id}">${drawing(id)}</template>`);

export const cart = (t) => ({
  title: t.cart.title,
  body: html`<h1 tabindex="-1">${t.cart.title}</h1>
  <p data-empty hidden>${t.cart.empty} <a href="${t.home}#pots">${t.cart.see}</a></p>
  <div data-filled hidden>
    <ul class="rows" data-rows></ul>
    <p class="total"><span>${t.cart.total}</span> <strong data-total></strong></p>
    <p class="end"><a class="button" href="${t.home}checkout/">${t.cart.checkout}</a></p>
  </div>
  <template data-row><li class="row">
    <span class="frame"></span>
    <a data-name></a>
    <label><span class="quiet small">${t.cart.quantity}</span> <select data-quantity>${[1, 2, 3, 4, 5, 6].map((n) => html`<option>${n}</option>`)}</select></label>
    <span class="card-price" data-price></span>
    <button type="button" class="plain" data-remove>${t.cart.remove}</button>
  </li></template>
  ${pictures}`,
});

const field = (name, label, autocomplete, type = 'text') => html`<label class="field"><span>${label}</span>
      <input name="${name}" type="${type}" autocomplete="${autocomplete}" required></label>`;

export const checkout = (t) => ({
  title: t.checkout.title,
  body: html`<h1>${t.checkout.title}</h1>
  <p data-empty hidden>${t.cart.empty} <a href="${t.home}#pots">${t.cart.see}</a></p>
  <form class="checkout" data-filled data-checkout="${t.home}order/" hidden>
    <fieldset>
      <legend>${t.checkout.where}</legend>
      ${field('name', t.checkout.name, 'name')}
      ${field('email', t.checkout.email, 'email', 'email')}
      ${field('address', t.checkout.address, 'street-address')}
      ${field('city', t.checkout.city, 'postal-code')}
    </fieldset>
    <aside>
      <h2>${t.checkout.summary}</h2>
      <ul class="lines" data-lines></ul>
      <p class="total"><span>${t.cart.total}</span> <strong data-total></strong></p>
      <button class="button full">${t.checkout.place}</button>
      <p class="quiet small">${t.checkout.note}</p>
    </aside>
  </form>`,
});

export const order = (t) => ({
  title: t.order.title,
  body: html`<div data-no-order hidden><h1>${t.checkout.title}</h1><p>${t.order.none} <a href="${t.home}#pots">${t.order.more}</a></p></div>
  <div class="thanks" data-order hidden>
    <h1>${t.order.title}</h1>
    <p class="number">${t.order.number} <strong data-number></strong></p>
    <ul class="lines" data-lines></ul>
    <p class="total"><span>${t.cart.total}</span> <strong data-total></strong></p>
    <p>${t.order.text}</p>
    <p class="quiet small">${t.order.ask} <a href="mailto:hello@maru.example" data-earshot-open="checkout">${t.order.askNow}</a></p>
    <p><a href="${t.home}#pots">${t.order.more}</a></p>
  </div>`,
});
