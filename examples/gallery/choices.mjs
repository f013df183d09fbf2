import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What the gallery offers of the built files in `dist`: themes with their scheme, and languages. They are read from the
 * folders, so that none is written down a second time. Empty where nothing was built.
 */
export const choicesOf = async (dist) => {
  const files = async (folder, pattern) => {
    const names = await readdir(join(dist, folder)).catch(() => []);
    return names.flatMap((name) => pattern.exec(name)?.[1] ?? []).sort();
  };
  const themes = await Promise.all(
    (await files('themes', /^([\w-]+)\.css$/)).map(async (name) => {
      const css = await readFile(join(dist, `themes/${name}.css`), 'utf8');
      return { name, scheme: /--earshot-scheme:\s*(\w+)/.exec(css)?.[1] ?? 'light' };
    }),
  );
  const languages = (await files('locales', /^([\w-]+)\.js$/)).map((file) => Intl.getCanonicalLocales(file)[0]);
  return { themes, languages };
};
