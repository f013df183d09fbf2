// `npm run test:mutants`: the queue's model has to find each queue that is broken on purpose. Takes a minute.
import { fileURLToPath } from 'node:url';
import { runBundled } from '../runner/bundled.mjs';

const { main } = await runBundled(fileURLToPath(new URL('find-mutants.ts', import.meta.url)), 'earshot-mutants');
process.exitCode = await main();
