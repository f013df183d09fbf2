import { createServer } from 'node:http';
import { join } from 'node:path';
import { choicesOf } from '../gallery/choices.mjs';
import { renderSite } from '../site/render.mjs';
import { sendFile } from './files.mjs';

const OUTAGE_SECONDS = 30;

/** The shop shows that Earshot needs nothing that a strict page forbids. */
const policy = (...more) => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...more,
  ].join('; '),
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
});
const PAGE = { 'content-type': 'text/html; charset=utf-8', ...policy("frame-ancestors 'none'") };
/** The gallery shows its own pages in a frame. */
const GALLERY = { ...policy("frame-src 'self'", "frame-ancestors 'self'"), 'cache-control': 'no-cache' };

/**
 * What a host of the built files sends with them. earshot.js: an hour on a real site, a minute here, where it is
 * rebuilt. All other files carry a hash in their name, so they never change.
 */
const builtHeaders = (path) => ({
  'access-control-allow-origin': '*',
  'cache-control': path.startsWith('chunks/') ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
});

/** The shop, the built files and, by `collector(request, response)`, collector and report: one server. Not listening yet. */
export const shopServer = ({ root, collector }) => {
  const site = renderSite();
  const dist = join(root, 'dist');
  const assets = join(root, 'examples/site/public');
  const gallery = join(root, 'examples/gallery/public');
  let hangUpUntil = 0;

  const outage = (request, response) => {
    // Only the shop's own page may ask for it.
    if (request.headers['sec-fetch-site'] !== 'same-origin') return response.writeHead(403).end();
    hangUpUntil = Date.now() + OUTAGE_SECONDS * 1000;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ seconds: OUTAGE_SECONDS }));
  };

  const answer = async (request, response) => {
    const { pathname, search } = new URL(request.url, 'http://localhost');
    if (/^\/(v1|report)\//.test(pathname) || pathname === '/report' || pathname === '/metrics') {
      if (Date.now() < hangUpUntil && pathname === '/v1/submissions') return request.socket.destroy();
      return collector(request, response);
    }
    if (pathname === '/demo/outage' && request.method === 'POST') return outage(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405).end();

    const page = site.get(pathname);
    if (page) return response.writeHead(200, PAGE).end(page);
    if (site.has(`${pathname}/`) || pathname === '/gallery')
      return response.writeHead(301, { location: `${pathname}/${search}` }).end();
    if (pathname.startsWith('/earshot/')) {
      if (await sendFile(dist, pathname.slice('/earshot/'.length), builtHeaders, request, response)) return;
    } else if (pathname === '/gallery/choices.json') {
      const choices = JSON.stringify(await choicesOf(dist));
      return response.writeHead(200, { ...GALLERY, 'content-type': 'application/json; charset=utf-8' }).end(choices);
    } else if (pathname.startsWith('/gallery/')) {
      const file = pathname.slice('/gallery/'.length) || 'index.html';
      if (await sendFile(gallery, file, () => GALLERY, request, response)) return;
    } else if (pathname.startsWith('/shop/')) {
      const fresh = () => ({ 'cache-control': 'no-cache' });
      if (await sendFile(assets, pathname.slice('/shop/'.length), fresh, request, response)) return;
    }
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end(`Nothing at ${pathname}.\n`);
  };

  return createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(`${request.method} ${request.url} failed:`, error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
};
