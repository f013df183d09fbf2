// `npm run chaos`: Node 20 reads no TypeScript, so it is bundled first, as the benchmarks are.
import { fileURLToPath } from 'node:url';
import { runBundled } from '../runner/bundled.mjs';

const { main } = await runBundled(fileURLToPath(new URL('main.ts', import.meta.url)), 'earshot-chaos');
process.exitCode = await main(process.argv.slice(2));
