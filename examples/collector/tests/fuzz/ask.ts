import { Agent, request } from 'node:http';

/** One request as it goes over the wire. */
export interface Asked {
  method: string;
  /** As it is written in the first line: not mended by anybody. */
  path: string;
  headers: { [name: string]: string | string[] };
  body?: Buffer | undefined;
}

export interface Answered {
  status: number;
  headers: { [name: string]: string | string[] | undefined };
  body: Buffer;
}

/** Header values as a client may write them: Node's own refuses to write others. */
export const headerText = (text: string): string => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 4_000);
/** The same of a path. */
export const pathText = (text: string): string =>
  text.replace(/[^\x21-\x7e]/g, (one) => encodeURIComponent(one.replace(/\p{Cs}/gu, '\ufffd')));

/** Asks a collector that listens at `url`, over connections that are kept. */
export const createAsk = (url: string) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const { hostname, port } = new URL(url);
  const once = ({ method, path, headers, body }: Asked): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const sent = request({ agent, hostname, port, method, path, headers, timeout: 30_000 }, (response) => {
        // It stays open, and what comes has no end.
        if (/^text\/event-stream/.test(response.headers['content-type'] ?? '')) {
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.alloc(0) });
          response.on('error', () => {});
          sent.destroy();
          return;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer within 30 s')));
      // A server may close a kept connection just as it is used again: https://nodejs.org/api/http.html#requestreusedsocket
      sent.on('error', (error) => reject(sent.reusedSocket ? Object.assign(error, { reused: true }) : error));
      sent.end(body);
    });
  const ask = (asked: Asked): Promise<Answered> =>
    once(asked).catch((error: { code?: string; reused?: boolean }) => {
      if (error.reused && error.code === 'ECONNRESET') return ask(asked);
      throw error;
    });
  return { ask, close: () => agent.destroy() };
};

/** As a person would repeat it. */
export const shown = ({ method, path, headers, body }: Asked): string =>
  `${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 600)} ${body ? JSON.stringify(body.toString('latin1')).slice(0, 1_500) : ''}`;
