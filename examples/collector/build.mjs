/**
 * Bundles the collector for Node 20 and up into dist/: `app.js` to mount, `main.js` to run, `cli.js` for exports, backups
 * and the like. Its npm dependencies stay outside, the contract is built in.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { scriptText } from './script-text.mjs';

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** `import text from './file.ts?script'`: what a page of the report runs, as text. */
const scripts = {
  name: 'scripts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?script$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice(0, -'?script'.length)),
      namespace: 'script',
    }));
    onLoad({ filter: /./, namespace: 'script' }, ({ path }) => ({ contents: scriptText(path), loader: 'text' }));
  },
};

const { outputFiles } = await build({
  absWorkingDir: dirname(fileURLToPath(import.meta.url)),
  entryPoints: {
    app: 'src/app.ts',
    main: 'src/main.ts',
    cli: 'src/cli.ts',
    'pglite-worker': 'src/storage/pglite-worker.mjs',
  },
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // main.js and cli.js are only the start of app.js; bundled into each, the code would stand there again.
  external: ['./app.js', ...Object.keys(dependencies).flatMap((name) => [name, `${name}/*`])],
  loader: { '.css': 'text' },
  plugins: [scripts],
  logLevel: 'warning',
  write: false,
});
// The thread's file keeps the name by which `pglite.ts` asks for it, in src/ as in dist/.
for (const file of outputFiles) file.path = file.path.replace(/pglite-worker\.js$/, 'pglite-worker.mjs');
// Renamed into place: a collector that is starting right now reads the old file or the new one, never half of one.
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}
