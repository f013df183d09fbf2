// `npm run sheets [-- variant …]`: Node 20 reads no TypeScript, so the writer is bundled first.
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { findChromium } from '../../support/find-chromium.mjs';

const outfile = 'node_modules/.cache/earshot-sheets/write-sheets.mjs';
await build({
  entryPoints: ['tests/browser/sheets/write-sheets.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { writeSheets } = await import(pathToFileURL(outfile).href);
await writeSheets(await findChromium(), process.argv.slice(2));
