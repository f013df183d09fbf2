import './dark.js';
import { cart, orderOf } from './cart.js';
import { drawRows, drawSummary } from './draw.js';
import { earshot } from './earshot-stub.js';

const one = (selector) => document.querySelector(selector);
const show = (selector, on) => one(selector)?.toggleAttribute('hidden', !on);

const refresh = () => {
  const { count } = cart.read();
  const badge = one('[data-cart-count]');
  badge.textContent = count;
  badge.hidden = count === 0;
  show('[data-empty]', count === 0);
  show('[data-filled]', count > 0);
  drawSummary(cart.read());
};

one('[data-add]')?.addEventListener('click', ({ currentTarget }) => {
  cart.add(currentTarget.dataset.add);
  show('[data-added]', true);
  refresh();
});

one('[data-checkout]')?.addEventListener('submit', (event) => {
  event.preventDefault();
  cart.placeOrder();
  location.href = event.currentTarget.dataset.checkout;
});

drawRows(cart.read(), refresh);
refresh();

if (one('[data-order]')) {
  const order = orderOf();
  show('[data-order]', order);
  show('[data-no-order]', !order);
  if (order) {
    one('[data-number]').textContent = order.number;
    drawSummary(order);
    // What the shop knows travels beside what the visitor says.
    earshot('setContext', {
      order: order.number,
      orderValue: order.total,
      currency: order.currency,
      items: order.count,
    });
    // Opens the survey whose trigger names this event: see data-earshot-config in the page.
    earshot('track', 'checkout.done');
  }
}

if (one('[data-offline-page]')) import('./offline.js');
