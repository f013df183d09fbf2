import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the receiver does with a request once it has read it. `down`: the connection breaks. */
type Behaviour = number | 'down' | ((response: ServerResponse, request: Received) => void);

/** A real receiver of webhooks on the loopback address, which answers as it is told. */
export const startReceiver = async () => {
  const received: Received[] = [];
  let behave: Behaviour = 204;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = { path: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() };
    received.push(one);
    if (behave === 'down') request.socket.destroy();
    else if (typeof behave === 'number') response.writeHead(behave).end();
    else behave(response, one);
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    answer(how: Behaviour) {
      behave = how;
    },
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

export const newSecret = (byte = 7): string => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;

/** What the public package makes of a request that came in at `atMs`: the payload. Throws as it throws. */
export const verified = (secret: string, { headers, body }: Pick<Received, 'headers' | 'body'>, atMs: number) => {
  // It compares with the real clock, and takes five minutes either way.
  vi.useFakeTimers({ toFake: ['Date'], now: atMs });
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>) as {
      type: string;
      timestamp: string;
      data: Record<string, unknown>;
    };
  } finally {
    vi.useRealTimers();
  }
};
