import path from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import { chunkNames } from './rollup.chunk-names.mjs';
import { floor } from './rollup.css.mjs';
import { afterPackage, afterPages, startTypes } from './rollup.finish.mjs';
import {
  atHand,
  cssText,
  graph,
  inOneFile,
  ownCopies,
  panelFiles,
  retryImports,
  small,
  staticGraph,
} from './rollup.plugins.mjs';
import { preactCut } from './rollup.preact.mjs';

const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const from = (file) => path.join(root, file);
const dist = from('dist');

/** Warnings about our own files only: zod's comments and cycles are not ours to mend. */
const onwarn = (warning, warn) => {
  if (!(warning.id ?? warning.ids?.[0] ?? '').includes('node_modules')) warn(warning);
};

/** Tests that build a changed copy to look at its imports need no small files. */
const plain = process.argv.includes('--configPlain');

/** What was built from what, by build: filled as the builds run, one after the other. */
const built = {};

const plugins = (name, { target = floor, ecma = 2020, chunks = () => '' } = {}) => [
  ...(name === 'chunks'
    ? [panelFiles(root), ownCopies(root)]
    : name === 'surveys'
      ? [ownCopies(root, { inOneFile: true })]
      : []),
  preactCut(),
  nodeResolve({ browser: true, extensions: ['.ts', '.tsx', '.mjs', '.js'] }),
  cssText(),
  {
    // The loader's list of chunks, known once they are built.
    name: 'chunk-list',
    resolveId: (id) => (id === 'earshot:chunks' ? id : null),
    load: (id) => (id === 'earshot:chunks' ? chunks() : null),
  },
  ...(name === 'chunks' ? [retryImports()] : /^(full|webview|surveys)$/.test(name) ? [atHand()] : []),
  esbuild({
    target,
    minify: !plain && name !== 'npm',
    sourceMap: false,
    legalComments: 'none',
    // The loader parses in engines that lack the rest; import() itself stays as it is.
    supported: { 'dynamic-import': true },
  }),
  ...(plain || name === 'npm' ? [] : [small(ecma)]),
  graph(root, name, built),
];

/** All that the loader knows of the other build: the file name of the engine's chunk. */
const chunkList = () =>
  `export const start = ${JSON.stringify(staticGraph(built.chunks, 'src/start.ts')[0].replace('chunks/', ''))};`;

/** The script tag's engine, panel and locales: ES modules that never import the loader. */
const chunks = {
  input: { start: from('src/start.ts') },
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: dist,
    format: 'es',
    // as chunkNames writes them
    hashCharacters: 'base36',
    entryFileNames: 'chunks/[name].[hash:7].js',
    chunkFileNames: 'chunks/[name].[hash:7].js',
  },
  plugins: plugins('chunks'),
};

/** The script tag: a classic script in a syntax that engines below the floor can parse and leave. */
const loader = {
  input: from('src/loader/index.ts'),
  output: { file: path.join(dist, 'earshot.js'), format: 'iife', strict: false },
  plugins: [
    ...plugins('loader', { target: 'es2018', ecma: 2018, chunks: chunkList }),
    ...(plain ? [afterPages(root, built)] : [chunkNames(dist, built)]),
  ],
};

/** A classic file that asks for no other. */
const oneFile = (name, ...more) => ({
  input: from(`src/${name}.ts`),
  output: {
    file: path.join(dist, `earshot.${name}.js`),
    format: 'iife',
    strict: false,
    inlineDynamicImports: true,
    freeze: false,
    generatedCode: { preset: 'es2015', symbols: false },
  },
  plugins: [...more, ...plugins(name)],
});

/** Everything in one classic file, for file:// and pages that allow only scripts with a known hash. */
const full = oneFile('full', inOneFile(root));

/** The same with the bridges to native apps, for webviews. */
const webview = oneFile(
  'webview',
  inOneFile(root, { 'src/extras/connect-app.ts': '', 'src/extras/attach.ts': 'src/extras/attach-in-webview.ts' }),
);

/** Prompts, pages, conditions and rare questions for the two above. */
const surveys = {
  input: from('src/surveys.ts'),
  output: {
    file: path.join(dist, 'earshot.surveys.js'),
    format: 'iife',
    strict: false,
    inlineDynamicImports: true,
    freeze: false,
    generatedCode: { preset: 'es2015', symbols: false },
  },
  plugins: [...plugins('surveys'), afterPages(root, built)],
};

/** For the service worker of a site: one classic file without imports, so it may be a module's import as well. */
const worker = {
  input: from('src/worker/index.ts'),
  output: { file: path.join(dist, 'earshot.worker.js'), format: 'iife', strict: false },
  plugins: plugins('worker'),
};

/** The npm package: readable, the host's bundler makes it small. */
const npm = {
  input: { index: from('src/index.ts'), contract: from('src/contract/index.ts'), cli: from('src/cli/index.ts') },
  output: {
    dir: dist,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: ({ facadeModuleId: id, name }) =>
      id?.includes('/widget/locales/') && name !== 'index' ? 'locales/[name].js' : 'npm/[name].[hash:7].js',
  },
  onwarn,
  plugins: [...plugins('npm'), afterPackage(root, built)],
};

/** `--configPages` builds only what pages load, for tests that build a changed copy. */
export default ({ configPages }) => {
  if (!configPages) startTypes(root);
  return [chunks, loader, ...(plain ? [] : [worker, full, webview, surveys]), ...(configPages ? [] : [npm])];
};
