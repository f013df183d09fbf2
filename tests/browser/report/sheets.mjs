// `npm run sheets:report [-- page …]`
import { fileURLToPath } from 'node:url';
import { runBundled } from '../../runner/bundled.mjs';
import { findChromium } from '../../support/find-chromium.mjs';

const file = fileURLToPath(new URL('write-sheets.ts', import.meta.url));
const { writeReportSheets } = await runBundled(file, 'earshot-report-sheets');
await writeReportSheets(await findChromium(), process.argv.slice(2));
process.exit();
