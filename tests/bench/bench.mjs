// `npm run bench [-- evaluation page …]`
import { fileURLToPath } from 'node:url';
import { runBundled } from '../runner/bundled.mjs';

const { main } = await runBundled(fileURLToPath(new URL('main.ts', import.meta.url)), 'earshot-bench');
process.exitCode = await main(process.argv.slice(2));
