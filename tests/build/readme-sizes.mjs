// `node tests/build/readme-sizes.mjs` writes the sizes of what is built into README.md. A test compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './sizes.mjs';

const root = path.join(import.meta.dirname, '../..');

/** Name in the README → lines of `npm run size` that it adds up. */
const SHOWN = {
  tab: /^launcher/,
  form: /all told/,
  idle: /^at idle/,
  full: /full\.js/,
  webview: /webview\.js/,
  surveys: /surveys\.js/,
  bridges: /bridges$/,
};

/** Kilobytes (1,000 bytes, one decimal) by name, from what stands in `dist`. */
export const readmeSizes = () => {
  const lines = measure(path.join(root, 'dist'));
  return Object.fromEntries(
    Object.entries(SHOWN).map(([name, words]) => {
      const found = lines.filter((line) => words.test(line.name));
      if (!found.length) throw new Error(`npm run size prints no line like ${words}`);
      return [name, (found.reduce((sum, { bytes }) => sum + bytes, 0) / 1000).toFixed(1)];
    }),
  );
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path.join(root, 'README.md');
  const sizes = readmeSizes();
  const text = readFileSync(file, 'utf8').replace(
    /(<!-- size:(\w+) -->).*?(<!-- \/size -->)/g,
    (_, open, name, close) => `${open}${sizes[name]}${close}`,
  );
  writeFileSync(file, text);
  console.log('README.md:', sizes);
}
