const { products, currency, locale } = JSON.parse(document.getElementById('shop-data').textContent);

const load = (storage, key) => {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
};
const keep = (storage, key, value) => {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {}
};

const linesOf = (amounts) =>
  Object.entries(amounts ?? {})
    .filter(([id, quantity]) => products[id] && quantity > 0)
    .map(([id, quantity]) => ({ id, quantity, ...products[id], sum: products[id].price * quantity }));

const summary = (amounts) => {
  const lines = linesOf(amounts);
  return {
    lines,
    currency,
    count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    total: lines.reduce((sum, line) => sum + line.sum, 0),
  };
};

const amounts = () => load(localStorage, 'shop-cart') ?? {};

/** What is in the cart: product id → quantity, kept by this browser. */
export const cart = {
  read: () => summary(amounts()),
  set: (id, quantity) => keep(localStorage, 'shop-cart', { ...amounts(), [id]: quantity }),
  add: (id) => cart.set(id, (amounts()[id] ?? 0) + 1),
  placeOrder: () => {
    const number = `M-${Math.floor(1000 + Math.random() * 9000)}`;
    keep(sessionStorage, 'shop-order', { number, amounts: amounts() });
    keep(localStorage, 'shop-cart', {});
  },
};

/** The order that this tab placed last, or null. */
export const orderOf = () => {
  const order = load(sessionStorage, 'shop-order');
  return order && { number: order.number, ...summary(order.amounts) };
};

export const money = (amount) =>
  new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);
