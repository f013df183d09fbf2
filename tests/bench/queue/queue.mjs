// `npm run bench:queue [-- --write]`: installs what is measured beside Earshot, where that is missing, and measures.
import { fileURLToPath } from 'node:url';
import { areInstalled } from '../../../examples/start/packages.mjs';
import { install, step } from '../../../examples/start/programs.mjs';
import { runBundled } from '../../runner/bundled.mjs';

const peers = fileURLToPath(new URL('../peers', import.meta.url));

const measure = async () => {
  if (!areInstalled(peers)) {
    const { code, output } = await step('Installing the peers (npm ci in tests/bench/peers)', () => install(peers));
    if (code !== 0) {
      console.error(`npm ci in tests/bench/peers failed:\n${output}`);
      return 1;
    }
  }
  const { main } = await runBundled(fileURLToPath(new URL('main.ts', import.meta.url)), 'earshot-bench-queue');
  return main(process.argv.slice(2));
};

process.exitCode = await measure();
