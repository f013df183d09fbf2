import { layout } from './layout.mjs';
import { cart, checkout, order } from './pages/buy.mjs';
import { help } from './pages/help.mjs';
import { home } from './pages/home.mjs';
import { offline } from './pages/offline.mjs';
import { product } from './pages/product.mjs';
import { products } from './products.mjs';
import en from './texts/en.mjs';
import ko from './texts/ko.mjs';

const pages = {
  '/': home,
  '/cart/': cart,
  '/checkout/': checkout,
  '/order/': order,
  '/help/care/': help,
  '/offline/': offline,
  ...Object.fromEntries(products.map((item) => [`/products/${item.id}/`, (t) => product(t, item)])),
};

/** Every page of the shop in both languages: path → HTML. */
export const renderSite = () => {
  const site = new Map();
  for (const [path, page] of Object.entries(pages)) {
    site.set(path, String(layout({ t: en, path, ...page(en) })));
    site.set(`/ko${path}`, String(layout({ t: ko, path, ...page(ko) })));
  }
  return site;
};
