import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files of the tests find their neighbours by their own place, which a bundle would change. */
const ownPlace = {
  name: 'own-place',
  setup: (it) =>
    it.onLoad({ filter: /[\\/]tests[\\/].*\.(ts|mjs)$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    })),
};

/** Node 20 reads no TypeScript: bundles a file of the tests into `node_modules/.cache/NAME` and imports that. */
export async function runBundled(entry, name) {
  const outfile = join(root, 'node_modules/.cache', name, 'main.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
    plugins: [ownPlace],
  });
  return import(pathToFileURL(outfile).href);
}
