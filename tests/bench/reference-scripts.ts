import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Preact as a classic script: the measure for the cost of any script on this machine, at this moment. */
const preact = (file: string, more = '') =>
  build({
    stdin: {
      contents: `import { h, render } from 'preact'; window.preact = { h, render }; ${more}`,
      resolveDir: process.cwd(),
    },
    outfile: file,
    bundle: true,
    format: 'iife',
    minify: true,
    logLevel: 'warning',
  });

/** The least that a script tag can do: know its tag, take an option, wait for the page, add a global. */
const LEAST = `(() => {
  const { dataset } = document.currentScript;
  const { project } = dataset;
  addEventListener('load', () => {});
  window.least = () => project;
})();`;

/** References beside the built files; the one that renders is what the budget speaks of (README). */
export async function writeReferences(folder: string): Promise<void> {
  await preact(join(folder, 'preact.js'));
  await preact(join(folder, 'preact-render.js'), `render(h('p', null, 'Hello'), document.createElement('div'));`);
  writeFileSync(join(folder, 'least.js'), LEAST);
}
