import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { scriptText } from './examples/collector/script-text.mjs';
import { cssModule } from './rollup.css.mjs';

/** The same as the build's: a CSS file is its minified text. */
const cssText = {
  name: 'css-text',
  enforce: 'pre' as const,
  load(id: string) {
    if (!id.endsWith('.css')) return null;
    return { code: cssModule(readFileSync(id, 'utf8')), moduleType: 'js' };
  },
};

/** The same as the collector's build: a script that a page of the report runs is its text. */
const pageScript = {
  name: 'page-script',
  enforce: 'pre' as const,
  load(id: string) {
    if (!id.endsWith('?script')) return null;
    return { code: `export default ${JSON.stringify(scriptText(id.slice(0, -'?script'.length)))}`, moduleType: 'js' };
  },
};

/** How everything looks on many screens, measured: what takes long, and is a project of its own. */
const LOOKS = [
  'tests/browser/gallery/**/*.test.ts',
  'tests/browser/hosts/{hosts,others}.test.ts',
  'tests/browser/panel/{axe,axe-questions,contrast,forced,hover,languages,launchers,obscured,reflow}.test.ts',
];

let projects = 0;

const project = (name: string, include: string[], more: object = {}) => ({
  plugins: [cssText, pageScript],
  oxc: { jsx: { runtime: 'classic' as const, pragma: 'h', pragmaFrag: 'Fragment' } },
  // vitest waits one second for a polled condition; a machine of two cores with two browsers may need more.
  // One project after the other, where several are asked for.
  test: { name, include, expect: { poll: { timeout: 15_000 } }, sequence: { groupOrder: projects++ }, ...more },
});

/** One project a kind of test; `npm test` builds first and runs them all. */
export default defineConfig({
  test: {
    projects: [
      project('unit', ['tests/unit/**/*.test.{ts,tsx}'], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('collector', ['examples/collector/tests/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        maxWorkers: 2,
      }),
      project('build', ['tests/build/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000 }),
      // A hook may have to open a new database and a browser at once with another file's.
      project('browser', ['tests/browser/**/*.test.ts'], {
        exclude: LOOKS,
        testTimeout: 120_000,
        hookTimeout: 300_000,
        maxWorkers: 2,
      }),
      project('looks', LOOKS, { testTimeout: 240_000, hookTimeout: 300_000, maxWorkers: 2 }),
      project('faults', ['tests/faults/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        maxWorkers: 2,
        globalSetup: 'tests/support/shared-collector.ts',
      }),
      project('webview', ['tests/webview/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        maxWorkers: 2,
        globalSetup: 'tests/support/shared-collector.ts',
      }),
    ],
  },
});
