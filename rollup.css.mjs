import { transformSync } from 'esbuild';

/** Chromium and Android WebView 105, Firefox 121, Safari 16.4: the floor that the loader checks too. */
export const floor = ['chrome105', 'firefox121', 'safari16.4'];

/** A CSS file, minified. */
export const tightCss = (css) => {
  const { code } = transformSync(css, { loader: 'css', minify: true, target: floor });
  // what esbuild leaves as it is in custom properties and `var()`
  return code
    .replace(/(--[\w-]+): /g, '$1:')
    .replace(/, /g, ',')
    .trim();
};

/** The same as a module of its text, for the build and for tests that bundle by other means. */
export const cssModule = (css) => `export default ${JSON.stringify(tightCss(css))}`;
