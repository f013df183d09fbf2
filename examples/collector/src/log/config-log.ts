import { type Env, fail, objectAt, onlyKeys } from '../config-read';

/** Where records wait for the database: a stream of NATS JetStream. */
export interface IngestLogConfig {
  /** `host:port` of each server that is asked first; those they know of are found by themselves. */
  servers: string[];
  /** Name of the stream; its subject is `<stream>.records`. @default 'EARSHOT' */
  stream: string;
  /** Servers that keep each record. @default 3 in a cluster, 1 on a server alone */
  replicas?: number | undefined;
  /** Most bytes that wait; what comes beyond them is answered `retry`. @default 1073741824 */
  maxBytes: number;
  /** Whether the servers are asked by TLS; one that demands it gets it anyway. */
  tls: boolean;
  auth?: { user: string; password: string } | { token: string } | { credentialsFile: string } | undefined;
}

const EXAMPLE = 'for example nats://host1:4222,host2:4222,host3:4222';
const OBJECT_EXAMPLE = '{"servers":["nats://host1:4222","nats://host2:4222"]}';
const DEFAULT_PORT = '4222';
const DEFAULT_MAX_BYTES = 1_073_741_824;
const LEAST_MAX_BYTES = 1_048_576;
const MOST_REPLICAS = 5;

/** The addresses themselves never go into a message: they may hold a password. */
const serverAt = (text: string, path: string): URL => {
  let url: URL | undefined;
  try {
    url = new URL(text.includes('://') ? text : `nats://${text}`);
  } catch {}
  if (
    !url?.hostname ||
    !['nats:', 'tls:'].includes(url.protocol) ||
    url.search ||
    (url.pathname && url.pathname !== '/')
  )
    fail(`${path} must name servers of NATS, ${EXAMPLE}. Write @ : / in a password as %40 %3A %2F.`);
  return url!;
};

const listAt = (value: unknown, path: string): string[] => {
  const list = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(list) || !list.length || !list.every((one) => typeof one === 'string'))
    fail(`${path} must name servers of NATS, ${EXAMPLE}`);
  return (list as string[]).map((one) => one.trim());
};

const wholeAt = (value: unknown, path: string, lowest: number, highest: number): number =>
  Number.isInteger(value) && (value as number) >= lowest && (value as number) <= highest
    ? (value as number)
    : fail(`${path}: ${JSON.stringify(value)} must be a whole number from ${lowest} to ${highest}.`);

const authOf = (urls: URL[], file: unknown, token: string | undefined): IngestLogConfig['auth'] => {
  if (file !== undefined && (typeof file !== 'string' || !file))
    fail('ingestLog.credentials must be the path of a file with credentials.');
  if (file) return { credentialsFile: file as string };
  if (token) return { token };
  const named = urls.find(({ username }) => username);
  if (!named) return undefined;
  const [user, password] = [named.username, named.password].map(decodeURIComponent) as [string, string];
  return password ? { user, password } : { token: user };
};

/**
 * Settings of the ingest log, from the `ingestLog` of the config file; INGEST_LOG and its like win over it. Undefined
 * where neither names a server.
 * @throws {StartError} `config` with the path of what is wrong.
 */
export const readIngestLogConfig = (given: unknown, env: Env): IngestLogConfig | undefined => {
  const { INGEST_LOG, INGEST_LOG_STREAM, INGEST_LOG_CREDENTIALS, INGEST_LOG_TOKEN } = env;
  if (given === undefined && !INGEST_LOG) {
    if (INGEST_LOG_STREAM || INGEST_LOG_CREDENTIALS || INGEST_LOG_TOKEN)
      fail(`INGEST_LOG is missing: which servers the log is on, ${EXAMPLE}`);
    return undefined;
  }
  const file = objectAt(given ?? {}, 'ingestLog', OBJECT_EXAMPLE);
  onlyKeys(file, ['servers', 'stream', 'replicas', 'maxBytes', 'credentials'], 'ingestLog');
  const path = INGEST_LOG ? 'INGEST_LOG' : 'ingestLog.servers';
  const urls = listAt(INGEST_LOG || file['servers'], path).map((one) => serverAt(one, path));
  const stream = INGEST_LOG_STREAM || (file['stream'] ?? 'EARSHOT');
  if (typeof stream !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(stream))
    fail(`${INGEST_LOG_STREAM ? 'INGEST_LOG_STREAM' : 'ingestLog.stream'} must be 1 to 64 of A-Z a-z 0-9 _ -`);
  const { replicas, maxBytes = DEFAULT_MAX_BYTES } = file;
  return {
    servers: urls.map(({ hostname, port }) => `${hostname}:${port || DEFAULT_PORT}`),
    stream: stream as string,
    replicas: replicas === undefined ? undefined : wholeAt(replicas, 'ingestLog.replicas', 1, MOST_REPLICAS),
    maxBytes: wholeAt(maxBytes, 'ingestLog.maxBytes', LEAST_MAX_BYTES, Number.MAX_SAFE_INTEGER),
    tls: urls.some(({ protocol }) => protocol === 'tls:'),
    auth: authOf(urls, INGEST_LOG_CREDENTIALS || file['credentials'], INGEST_LOG_TOKEN),
  };
};
