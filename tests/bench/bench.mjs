// `npm run bench [-- evaluation page …]`: Node 20 reads no TypeScript, so the benchmarks are bundled first.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = `${root}node_modules/.cache/earshot-bench/main.mjs`;

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

await build({
  entryPoints: [`${root}tests/bench/main.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
  plugins: [ownPlace],
});
const { main } = await import(pathToFileURL(outfile).href);
process.exitCode = await main(process.argv.slice(2));
