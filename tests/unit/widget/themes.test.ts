import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { THEMES as ALL_THEMES } from '../../../src/survey/theme';

/** Those with a file of their own. */
const THEMES = ALL_THEMES.filter((name) => name !== 'auto');

const read = (name: string) => readFileSync(`themes/${name}.css`, 'utf8');
const tokensOf = (css: string) =>
  Object.fromEntries([...css.matchAll(/--earshot-([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]));
const tokens = (name: string) =>
  ({ ...tokensOf(read('light')), ...tokensOf(read(name)) }) as { [token: string]: string };

const luminance = (hex: string) => {
  const digits = hex.slice(1).length === 3 ? [...hex.slice(1)].map((it) => it + it) : hex.slice(1).match(/../g)!;
  const [r, g, b] = digits
    .map((it) => Number.parseInt(it, 16) / 255)
    .map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const contrast = (a: string, b: string) => {
  const [light, dim] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dim! + 0.05);
};

test('every file in themes is held here', () => {
  expect(
    readdirSync('themes')
      .filter((name) => name.endsWith('.css'))
      .sort(),
  ).toEqual(THEMES.map((name) => `${name}.css`).sort());
});

test.each(THEMES)('%s sets tokens in one :host block and nothing else', (name) => {
  expect(read(name)).toMatch(/^\s*:host \{(\s*--earshot-[\w-]+:[^;{}]+;)+\s*\}\s*$/);
  for (const token of Object.keys(tokensOf(read(name))))
    expect([...Object.keys(tokens('light')), 'font']).toContain(token);
});

const pairs = [
  ['text', 'paper', 4.5],
  ['text', 'fill', 4.5],
  ['muted', 'paper', 4.5],
  ['muted', 'fill', 4.5],
  ['error', 'paper', 4.5],
  ['accent', 'paper', 4.5],
  ['on-accent', 'accent', 4.5],
  ['border', 'paper', 3],
  ['accent', 'fill', 3],
] as const;

test.each(THEMES.flatMap((name) => pairs.map(([front, back, needed]) => ({ name, front, back, needed }))))(
  '$name: $front on $back has a contrast of $needed at least (WCAG 1.4.3, 1.4.11)',
  ({ name, front, back, needed }) => {
    const it = tokens(name);
    expect(contrast(it[front]!, it[back]!)).toBeGreaterThanOrEqual(needed);
  },
);

test('the table in themes/README.md says what the themes say', () => {
  const readme = readFileSync('themes/README.md', 'utf8');
  for (const [token, light] of Object.entries(tokens('light'))) {
    const row = readme.split('\n').find((line) => line.includes(`\`--earshot-${token}\` |`));
    expect(row, token).toBeDefined();
    if (light.startsWith('#')) expect(row).toContain(`| \`${light}\` | \`${tokens('dark')[token]}\` |`);
  }
});
