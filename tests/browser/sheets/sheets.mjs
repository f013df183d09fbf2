// `npm run sheets [-- variant …]`
import { fileURLToPath } from 'node:url';
import { runBundled } from '../../runner/bundled.mjs';
import { findChromium } from '../../support/find-chromium.mjs';

const { writeSheets } = await runBundled(fileURLToPath(new URL('write-sheets.ts', import.meta.url)), 'earshot-sheets');
await writeSheets(await findChromium(), process.argv.slice(2));
