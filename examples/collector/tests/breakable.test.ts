import fc from 'fast-check';
import { html } from 'hono/html';
import { expect, it } from 'vitest';
import { breakable } from '../src/report/breakable';
import { visible } from './support/report';

it('an address is broken where it has a seam, not within its words, and what is short is not', () => {
  expect(String(breakable('shop.example/cards/19/apply?step=2'))).toBe(
    'shop.<wbr>example/<wbr>cards/<wbr>19/<wbr>apply?<wbr>step=<wbr>2',
  );
  expect(String(breakable('https://shop.example/'))).toBe('https://<wbr>shop.<wbr>example/');
  expect(String(breakable('4.10.0'))).toBe('4.10.0');
});

it('any text stays as it is but for that, and none of it becomes markup', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '/', '.', '<', '>', '&', '"', '한', '😀', ' '), maxLength: 40 });
  fc.assert(
    fc.property(text, (any) => {
      const markup = String(html`${breakable(any)}`);
      expect(markup.replaceAll('<wbr>', '')).not.toMatch(/[<>]/);
      expect(visible(markup)).toBe(any.replace(/\s+/g, ' '));
    }),
  );
});
