import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** One origin of a test. `url` and `site` reach the same server; the host name makes them two origins and two sites. */
export interface Origin {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** `http://localhost:PORT` */
  site: string;
  /** Paths that were asked for, in order. */
  paths: string[];
  close(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.html': 'text/html;charset=utf-8',
};

/**
 * A server on a free port of the loopback interface. Closing it cuts open connections, hanging ones too. What a handler
 * fails at because its page has left, or because the test is over, is no failure; all else is.
 */
export async function serve(handler: Handler, port = 0): Promise<Origin & { server: Server }> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '/');
    Promise.resolve(handler(request, response)).catch((error) => {
      const hasLeft = response.destroyed && !response.writableFinished;
      if (server.listening && !hasLeft) throw error;
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return {
    server,
    url: `http://127.0.0.1:${taken}`,
    site: `http://localhost:${taken}`,
    paths,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A folder as a CDN would serve it: readable from everywhere. `headers` add to that or replace it. */
export function serveFiles(folder: string, headers: Record<string, string> = {}): Promise<Origin> {
  return serve((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const file = join(folder, path);
    const found = statSync(file, { throwIfNoEntry: false })?.isFile();
    response.writeHead(found ? 200 : 404, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
      'cache-control': 'max-age=3600',
      ...headers,
    });
    if (found) createReadStream(file).pipe(response);
    else response.end();
  });
}

export interface Page {
  html: string;
  headers?: Record<string, string>;
}

/** Pages by path; set or changed while the test runs. Unknown paths answer 404. */
export async function servePages(): Promise<Origin & { pages: Map<string, Page> }> {
  const pages = new Map<string, Page>();
  const origin = await serve((request, response) => {
    const page = pages.get(new URL(request.url ?? '/', 'http://x').pathname);
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html;charset=utf-8', ...page?.headers });
    response.end(page?.html ?? 'not found');
  });
  return { ...origin, pages };
}
