import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Origin, serve } from './origins';
import { rawRecords } from './raw-records';

/** One request as it reached the proxy. */
export interface SeenRequest {
  atMs: number;
  method: string;
  path: string;
  /** Ids of the batch, in order. Empty for what is not a batch. */
  ids: string[];
  /** Attempts as the sender counted them. */
  attempts: Record<string, number>;
  /** When the sender made the request, by its clock, ms since the epoch; 0 where it did not say. */
  sentAtMs: number;
  /** Bytes of each record, by id. */
  raw: Map<string, string>;
  body: Buffer;
  headers: IncomingHttpHeaders;
  /** Resolves when it was answered, or when either side has left. */
  ended: Promise<void>;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What a fault may do with a request. Doing nothing lets it hang. */
export interface Exchange {
  seen: SeenRequest;
  /** Hands the request to the collector and gives its answer; the sender has heard nothing yet. */
  forward(body?: string): Promise<Answer>;
  reply(answer: Answer): void;
  /** Ends the connection without an answer. */
  cut(): void;
  /** Headers that a page needs to read an answer. */
  cors: Record<string, string>;
}

export type Fault = (exchange: Exchange) => void | Promise<void>;

export interface FaultProxy extends Origin {
  /** The endpoint to configure in Earshot. */
  endpoint: string;
  /** Every batch so far, in order of arrival. */
  seen: SeenRequest[];
  /** What happens to requests from now on. Starts as `pass`. */
  fault: Fault;
}

export const pass: Fault = async ({ forward, reply }) => reply(await forward());

/** Stands between pages and a collector, hands requests through or spoils them, and remembers them. */
export async function faultProxy(collectorUrl: string): Promise<FaultProxy> {
  const seen: SeenRequest[] = [];
  const proxy = { seen, fault: pass } as FaultProxy;

  const origin = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return; // the page went away while it was sending
    }
    const body = Buffer.concat(chunks);
    const entry: SeenRequest = {
      ...describe(body),
      atMs: Date.now(),
      method: request.method ?? '',
      path: request.url ?? '',
      body,
      headers: request.headers,
      ended: new Promise((resolve) => response.once('close', resolve)),
    };
    if (entry.method === 'POST') seen.push(entry);
    const exchange: Exchange = {
      seen: entry,
      forward: (changed) => forward(collectorUrl, entry, changed),
      reply: (answer) => reply(response, answer),
      cut: () => response.socket?.destroy(),
      cors: { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' },
    };
    try {
      // faults are about what is sent; who looks for updates asks the collector itself
      await (entry.path.startsWith('/v1/updates') ? pass : proxy.fault)(exchange);
    } catch {
      exchange.cut(); // the collector is down: a page sees what it would see without the proxy
    }
  });
  return Object.assign(proxy, origin, { endpoint: `${origin.url}/v1/submissions` });
}

function describe(body: Buffer): Pick<SeenRequest, 'ids' | 'attempts' | 'sentAtMs' | 'raw'> {
  try {
    const text = body.toString();
    const { attempts = {}, sentAt } = JSON.parse(text);
    const raw = rawRecords(text);
    return { ids: [...raw.keys()], attempts, sentAtMs: Date.parse(sentAt) || 0, raw };
  } catch {
    return { ids: [], attempts: {}, sentAtMs: 0, raw: new Map() };
  }
}

function forward(collectorUrl: string, seen: SeenRequest, changed?: string): Promise<Answer> {
  const body = changed === undefined ? seen.body : Buffer.from(changed);
  const { host: _, connection: __, 'transfer-encoding': ___, ...headers } = seen.headers;
  return new Promise((resolve, reject) => {
    const upstream = httpRequest(
      `${collectorUrl}${seen.path}`,
      { method: seen.method, headers: { ...headers, 'content-length': body.length } },
      (answer) => void whole(answer).then(resolve, reject), // a collector that ends in the middle of it is one that is down
    );
    upstream.on('error', reject);
    upstream.end(body);
  });
}

async function whole(answer: IncomingMessage): Promise<Answer> {
  let body = '';
  answer.setEncoding('utf8');
  for await (const chunk of answer) body += chunk;
  const {
    connection: _,
    'keep-alive': __,
    'transfer-encoding': ___,
    'content-length': ____,
    ...headers
  } = answer.headers;
  return { status: answer.statusCode ?? 0, headers: headers as Record<string, string>, body };
}

function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, headers);
  response.end(status === 204 || status === 304 ? undefined : body);
}
