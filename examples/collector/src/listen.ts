import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { StartError } from './storage/database';

export interface Listening {
  /** `http://host:port`, with the port that was really taken. */
  url: string;
  /** Accepts nothing new, waits up to 10 s for running requests, then closes every connection. */
  stop(): Promise<void>;
}

const STOP_MS = 10_000;
const IDLE_MS = 100;

interface Place {
  host: string;
  port: number;
}

const portError = ({ host, port }: Place, error: NodeJS.ErrnoException): StartError => {
  const why = error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${error.code})`;
  return new StartError('port', `Port ${port} on ${host} ${why}. Set PORT to a free one, or 0 for any.`, {
    cause: error,
  });
};

/**
 * Tries the port and lets go of it, so that a taken one is known before a database is opened for nothing.
 * @throws {StartError} `port`
 */
export const assertPortFree = ({ host, port }: Place): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(portError({ host, port }, error)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });

/**
 * Serves the app. Port 0 takes any free one.
 * @throws {StartError} `port` when it is taken or forbidden.
 */
export const listen = (app: Hono, { host, port }: Place): Promise<Listening> =>
  new Promise((resolve, reject) => {
    let stopping = false;
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => {
      const shown = info.family === 'IPv6' ? `[${info.address}]` : info.address;
      resolve({ url: `http://${shown}:${info.port}`, stop });
    }) as Server;
    server.once('error', (error) => reject(portError({ host, port }, error)));
    // A connection that is kept alive would bring request after request for as long as its client likes.
    server.prependListener('request', (_request, response) => {
      const { writeHead } = response;
      response.writeHead = function (this: typeof response, ...args: unknown[]) {
        if (stopping) this.shouldKeepAlive = false;
        return Reflect.apply(writeHead, this, args);
      } as typeof writeHead;
    });
    const stop = () =>
      new Promise<void>((done) => {
        stopping = true;
        const hurry = setTimeout(() => server.closeAllConnections(), STOP_MS);
        // One whose answer began before and ends now stays open for another request, until its client tires of it.
        const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
        server.close(() => {
          clearTimeout(hurry);
          clearInterval(idle);
          done();
        });
        server.closeIdleConnections();
      });
  });
