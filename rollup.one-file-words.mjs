import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import { floor, tightCss } from './rollup.css.mjs';
import { shortNames } from './rollup.internal-names.mjs';

/** The two that are in `earshot.full.js`, what they are made of, and the list. */
const NOT_ALONE = /^(en|ko|index)\b/;

const named = (folder, ending) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));

/** Under the names that the one file asks for them by. */
const shortened = (words) =>
  typeof words === 'object' && !Array.isArray(words)
    ? Object.fromEntries(Object.entries(words).map(([key, value]) => [shortNames.get(key) ?? key, shortened(value)]))
    : words;

/** The words of a language as an object: its file exports them and imports types alone. */
const wordsOf = async (file) => {
  const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'ts', format: 'esm' });
  return shortened((await import(`data:text/javascript,${encodeURIComponent(code)}`)).default);
};

/**
 * What a page puts before or beside the one-file builds, which ask for no other file: each language as a classic script
 * (`dist/locales/xx.global.js`, read by widget/languages/more-languages-in-one-file.ts), each theme as a style sheet
 * (`dist/themes/xx.css`). Returns the scripts, relative to `dist`.
 */
export const oneFileWords = async (root, dist) => {
  const locales = path.join(dist, 'locales');
  const themes = path.join(dist, 'themes');
  rmSync(themes, { recursive: true, force: true });
  for (const folder of [locales, themes]) mkdirSync(folder, { recursive: true });
  const languages = named(path.join(root, 'widget/locales'), '.ts').filter((name) => !NOT_ALONE.test(name));
  for (const tag of languages) {
    const words = JSON.stringify(await wordsOf(path.join(root, 'widget/locales', `${tag}.ts`)));
    const { code } = await transform(
      `globalThis.earshotLocales=Object.assign({${JSON.stringify(tag)}:${words}},globalThis.earshotLocales)`,
      { minify: true, target: floor, charset: 'utf8' },
    );
    // a classic script is read in the page's encoding (EUC-KR, say), except behind this mark
    writeFileSync(path.join(locales, `${tag}.global.js`), `\ufeff${code}`);
  }
  for (const name of named(path.join(root, 'themes'), '.css')) {
    const css = tightCss(readFileSync(path.join(root, 'themes', `${name}.css`), 'utf8'));
    writeFileSync(
      path.join(themes, `${name}.css`),
      `${css.replaceAll(':host', '[data-earshot-root],[data-earshot-survey]')}\n`,
    );
  }
  return languages.map((tag) => `locales/${tag}.global.js`);
};
