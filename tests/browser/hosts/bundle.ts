import { join } from 'node:path';
import { build } from 'esbuild';

/** A page's own script of `pages/` with its libraries, as that page's bundler would make it: in development, where they complain. */
export async function bundled(name: string, alias: Record<string, string> = {}, format: 'iife' | 'esm' = 'iife') {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'pages', name)],
    bundle: true,
    write: false,
    format,
    alias,
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

/** The same as a module of this process: what a site's server would run. */
export const imported = async (name: string, alias?: Record<string, string>) =>
  import(`data:text/javascript;base64,${Buffer.from(await bundled(name, alias, 'esm')).toString('base64')}`);
