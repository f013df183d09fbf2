// `npm run reader`
import { fileURLToPath } from 'node:url';
import { runBundled } from '../../runner/bundled.mjs';
import { findChromium } from '../../support/find-chromium.mjs';

const file = fileURLToPath(new URL('write-reader.ts', import.meta.url));
const { writeReader } = await runBundled(file, 'earshot-reader');
await writeReader(await findChromium());
process.exit();
