import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { patches as all, version } from './rollup.preact.patches.mjs';

export { all as patches, version };

const home = path.dirname(createRequire(import.meta.url).resolve('preact/package.json'));
const source = (file) => readFileSync(path.join(home, file), 'utf8');

/** All text from the only `from` up to the next `until` (to the end without one), or nothing. */
function between(text, [from, until]) {
  const start = text.indexOf(from);
  if (start < 0 || text.includes(from, start + 1)) return '';
  const end = until === undefined ? text.length : text.indexOf(until, start);
  return end < 0 ? '' : text.slice(start, end);
}

/** Preact's modules after the patches, by file; throws with the name of a patch that does not fit. */
export function patched(patches = all, read = source) {
  const texts = {};
  for (const { off, edits } of patches) {
    for (const [file, find, put = '', times = 1] of edits) {
      const text = (texts[file] ??= read(file));
      const cut = typeof find === 'string' ? find : between(text, find);
      const found = cut ? text.split(cut) : [''];
      if (found.length !== times + 1) {
        throw new Error(
          `The patch "${off}" no longer fits preact's ${file}, where it looks for ${JSON.stringify(find)}: found ` +
            `${found.length - 1} times, expected ${times}. Compare preact's source with that of ${version}, then mend ` +
            `rollup.preact.patches.mjs.`,
        );
      }
      texts[file] = found.join(put);
    }
  }
  return texts;
}

/** Stops where another Preact is installed than the one whose source the patches were read against. */
export function checkVersion(installed = JSON.parse(source('package.json')).version) {
  if (installed === version) return;
  throw new Error(
    `rollup.preact.patches.mjs was written against preact ${version}, but ${installed} is installed: read what changed ` +
      `in preact/src, mend the patches, run tests/unit/preact, then raise the version in that file.`,
  );
}

/**
 * The patched Preact as one module. Private names get one letter, as in Preact's own build; here they are still a
 * bundle of their own, so that no other module's properties are touched.
 */
export async function bundled(patches = all) {
  checkVersion();
  const texts = {
    'src/constants.js': source('src/constants.js'),
    'src/util.js': source('src/util.js'),
    ...patched(patches),
  };
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './src/index.js';`,
      resolveDir: home,
    },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
    minifySyntax: true,
    mangleProps: /^_[a-z]/,
    plugins: [
      {
        name: 'patched',
        setup: (it) =>
          it.onLoad({ filter: /\.js$/ }, ({ path: id }) => {
            const file = path.relative(home, id).replaceAll('\\', '/');
            if (!texts[file])
              throw new Error(`${file} of preact is switched off, but a module that is left imports it.`);
            return { contents: texts[file] };
          }),
      },
    ],
  });
  return outputFiles[0].text;
}

const id = path.join(home, 'src/index.js');

/**
 * For rollup and vite, before node-resolve: `preact` becomes Preact's own source without what the panel never uses.
 */
export const preactCut = (patches) => {
  let code;
  return {
    name: 'preact-cut',
    enforce: 'pre',
    resolveId: (asked) => (asked === 'preact' ? id : null),
    // a chunk's own copy has a mark before the ending
    load: (asked) => (asked.replace(/\.\w+-own(?=\.js$)/, '') === id ? (code ??= bundled(patches)) : null),
  };
};

/** The same for a build that esbuild does alone. */
export const preactCutEsbuild = (patches) => ({
  name: 'preact-cut',
  setup(it) {
    it.onResolve({ filter: /^preact$/ }, () => ({ path: id, namespace: 'preact-cut' }));
    it.onLoad({ filter: /./, namespace: 'preact-cut' }, async () => ({ contents: await bundled(patches) }));
  },
});
