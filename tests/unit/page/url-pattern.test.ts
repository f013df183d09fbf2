import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsUrl } from '../../../src/page/url-pattern';

const page = (path: string) => `https://shop.example${path}`;

test.each([
  ['/thanks', '/thanks', true],
  ['/thanks', '/thanks?order=1#top', true],
  ['/thanks', '/thanks/', false],
  ['/thanks', '/shop/thanks', false],
  ['/shop/*', '/shop/pots', true],
  ['/shop/*', '/shop/', true],
  ['/shop/*', '/shop/pots/red', false],
  ['/shop/**', '/shop/pots/red', true],
  ['/shop/**', '/shop', true],
  ['/shop/**', '/shopping', false],
  ['/**', '/', true],
  ['/**/thanks', '/a/b/thanks', true],
  ['/*/thanks', '/a/thanks', true],
  ['/thanks?order=*', '/thanks?order=17', true],
  ['/thanks?order=*', '/thanks', false],
  ['/#/thanks', '/#/thanks', true],
  ['/#/thanks', '/#/other', false],
  ['https://shop.example/thanks', '/thanks', true],
  ['https://other.example/thanks', '/thanks', false],
  ['https://*.example/**', '/thanks', true],
  ['/a.c', '/abc', false],
  ['/a(b', '/a(b', true],
  ['/a+b', '/a+b', true],
])('"%s" of %s: %s', (pattern, path, fits) => {
  expect(fitsUrl(pattern, page(path))).toBe(fits);
});

test('every path fits itself, and no pattern throws', () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string(), (url, pattern) => {
      const { pathname } = new URL(url);
      if (!pathname.includes('*')) expect(fitsUrl(pathname, url)).toBe(true);
      expect(fitsUrl('/**', url)).toBe(true);
      expect(typeof fitsUrl(pattern, url)).toBe('boolean');
    }),
  );
});
