import { buildSync } from 'esbuild';

/** A TypeScript file for browsers, bundled and minified: the report's floor is the widget's. */
export const scriptText = (path) =>
  buildSync({
    entryPoints: [path],
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome105', 'firefox121', 'safari16.4'],
    legalComments: 'none',
    write: false,
  }).outputFiles[0].text;
