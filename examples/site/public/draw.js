import { cart, money } from './cart.js';

const find = (selector) => document.querySelector(selector);

/** One row of the cart page. It changes itself; `changed` is called so that the totals follow. */
const row = ({ id, name, price, quantity }, changed) => {
  const item = find('[data-row]').content.firstElementChild.cloneNode(true);
  const part = (selector) => item.querySelector(selector);
  part('.frame').append(find(`[data-picture="${id}"]`).content.cloneNode(true));
  part('[data-name]').textContent = name;
  part('[data-name]').href = `../products/${id}/`;
  part('[data-price]').textContent = money(price * quantity);
  part('[data-remove]').setAttribute('aria-label', `${part('[data-remove]').textContent}: ${name}`);
  const select = part('[data-quantity]');
  // “Add to cart” goes beyond what the list offers.
  if (quantity > select.length) select.add(new Option(quantity));
  select.value = String(quantity);
  select.setAttribute('aria-label', `${part('label span').textContent}: ${name}`);
  select.addEventListener('change', () => {
    cart.set(id, Number(select.value));
    part('[data-price]').textContent = money(price * select.value);
    changed();
  });
  part('[data-remove]').addEventListener('click', () => {
    cart.set(id, 0);
    item.remove();
    find('h1').focus();
    changed();
  });
  return item;
};

const line = ({ name, quantity, sum }) => {
  const item = document.createElement('li');
  const what = document.createElement('span');
  const price = document.createElement('span');
  what.textContent = quantity > 1 ? `${name} × ${quantity}` : name;
  price.textContent = money(sum);
  item.append(what, price);
  return item;
};

/** Fills the cart's rows, once. */
export const drawRows = ({ lines }, changed) =>
  find('[data-rows]')?.replaceChildren(...lines.map((each) => row(each, changed)));

/** Fills the summary and the totals of the page, where it has any, from a cart or an order. */
export const drawSummary = ({ lines, total }) => {
  find('[data-lines]')?.replaceChildren(...lines.map(line));
  for (const element of document.querySelectorAll('[data-total]')) element.textContent = money(total);
};
