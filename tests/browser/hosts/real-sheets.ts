import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compile } from 'tailwindcss';

const require = createRequire(import.meta.url);
const read = (path: string) => readFileSync(require.resolve(path), 'utf8');

/** Bootstrap as it is linked to, all of it. */
export const BOOTSTRAP = read('bootstrap/dist/css/bootstrap.min.css');

/** The same for pages from right to left. */
export const BOOTSTRAP_RTL = read('bootstrap/dist/css/bootstrap.rtl.min.css');

/** Tailwind as its compiler writes it: theme, preflight, and the utilities that a page names. */
export const TAILWIND = (
  await compile('@import "tailwindcss";', {
    loadStylesheet: async (id, base) => {
      const path = id === 'tailwindcss' ? 'tailwindcss/index.css' : join(base, id);
      const found = require.resolve(path);
      return { path: found, base: dirname(found), content: readFileSync(found, 'utf8') };
    },
  })
).build(['flex', 'hidden', 'uppercase', 'rounded-full', 'space-y-4', 'text-red-500', 'p-4', 'border']);
