import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build, type Plugin } from 'esbuild';
import { cssModule, floor } from '../../rollup.css.mjs';
import { preactCutEsbuild } from '../../rollup.preact.mjs';

/** The same as the build's: a CSS file is its minified text. */
const cssText: Plugin = {
  name: 'css-text',
  setup(it) {
    it.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: cssModule(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/**
 * Serves one page that holds the real panel under the strict CSP line, with a scripted PanelHost in place of the engine
 * (tests/browser/panel/stage.ts). The panel comes from another origin than the page.
 */
export async function servePanel() {
  const { outputFiles } = await build({
    entryPoints: { stage: 'tests/browser/panel/stage.ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    write: false,
    outdir: '/',
    jsxFactory: 'h',
    jsxFragment: 'Fragment',
    target: floor,
    plugins: [cssText, preactCutEsbuild()],
  });
  let refused: RegExp | undefined;
  let held: { paths: RegExp; released: Promise<void>; release(): void } | undefined;
  const files = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  // Each page has paths of its own: WebKit was seen to give a page what one before it had loaded, in spite of `no-store`.
  const assets = createServer(async (request, response) => {
    const pathname = new URL(request.url!, 'http://x').pathname.replace(/^\/\d+/, '');
    if (held?.paths.test(pathname)) await held.released;
    const body = refused?.test(pathname) ? undefined : files.get(pathname);
    response.writeHead(body ? 200 : 404, {
      'content-type': 'text/javascript',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
    });
    response.end(body);
  });
  let served = 0;
  const pages = createServer((request, response) => {
    const { searchParams, pathname } = new URL(request.url!, 'http://x');
    if (pathname !== '/') return void response.writeHead(204).end();
    const nonce = randomBytes(12).toString('base64');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; ` +
        `require-trusted-types-for 'script'; trusted-types 'none'`,
    });
    response.end(`<!doctype html><html lang="${searchParams.get('lang') ?? 'en'}" dir="${searchParams.get('dir') ?? 'ltr'}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>A page of the host</title>
<main><h1>A page of the host</h1><p><label>Host field <input id="host-field" size="8"></label></p>
<p><button type="button" id="opener">Give feedback</button></p><div id="inline"></div></main>
<script type="module" crossorigin nonce="${nonce}" src="${assetsUrl}/${++served}/stage.js"></script></html>`);
  });
  const listen = (server: typeof assets) =>
    new Promise<string>((done) =>
      server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
    );
  const assetsUrl = await listen(assets);
  const url = await listen(pages);
  return {
    /** The page; `?lang=` and `?dir=` are those of the host. */
    url,
    /** What fits is not found from now on. */
    refuse(paths: RegExp) {
      refused = paths;
    },
    /** What fits is not answered until the returned function is called. */
    hold(paths: RegExp): () => void {
      let release = () => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      held = { paths, released, release };
      return release;
    },
    /** All is found again, and answered. */
    mend() {
      refused = undefined;
      held?.release();
      held = undefined;
    },
    async close() {
      for (const server of [assets, pages]) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    },
  };
}
