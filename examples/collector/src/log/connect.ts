import { readFileSync } from 'node:fs';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { StartError } from '../storage/database';
import type { IngestLogConfig } from './config-log';

const TIMEOUT_MS = 5_000;
/** Between two tries to get a connection back; it is tried for ever. */
const RECONNECT_MS = 500;
/** A server that hangs, and does not close its connections, is left after two of these. */
const PING_MS = 5_000;

export interface Connection {
  nats: NatsConnection;
  jetstream: JetStreamClient;
  manager: JetStreamManager;
  /** Whether a server is at the other end now. What is sent without one would only wait in memory. */
  isUp(): boolean;
}

const credentialsOf = (path: string): Uint8Array => {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new StartError(
      'config',
      `The credentials of the ingest log, ${path}, cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
};

/**
 * Connects to one of the servers, and from then on to any of them that is there. The client of NATS is loaded here and
 * nowhere else: who has no ingest log never loads it.
 * @throws {StartError} `unreachable`, `config`.
 */
export const connectLog = async (
  { servers, tls, auth }: IngestLogConfig,
  log: (line: string) => void,
): Promise<Connection> => {
  const [{ connect, credsAuthenticator }, { jetstream, jetstreamManager }] = await Promise.all([
    import('@nats-io/transport-node'),
    import('@nats-io/jetstream'),
  ]);
  let nats: NatsConnection;
  const settings = {
    servers,
    name: 'earshot-collector',
    timeout: TIMEOUT_MS,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_MS,
    // While passwords are changed a server may refuse for a while: two refusals would end the client for good.
    ignoreAuthErrorAbort: true,
    pingInterval: PING_MS,
    ...(tls && { tls: {} }),
    ...(auth && 'user' in auth && { user: auth.user, pass: auth.password }),
    ...(auth && 'token' in auth && { token: auth.token }),
    ...(auth &&
      'credentialsFile' in auth && { authenticator: credsAuthenticator(credentialsOf(auth.credentialsFile)) }),
  };
  try {
    nats = await connect(settings);
  } catch (error) {
    const { name, message } = error as Error;
    throw new StartError(
      'unreachable',
      `The ingest log at ${servers.join(', ')} ${
        name === 'AuthorizationError' ? 'refuses these credentials' : `does not answer (${message})`
      }. Check that NATS runs there with JetStream, and that INGEST_LOG is right.`,
      { cause: error },
    );
  }
  let up = true;
  const turn = (now: boolean) => {
    if (up !== now) log(`ingest log: NATS is ${now ? 'back' : 'away: records are answered "retry" until it is back'}`);
    up = now;
  };
  void (async () => {
    for await (const { type } of nats.status()) {
      if (type === 'disconnect') turn(false);
      if (type === 'reconnect') turn(true);
    }
  })();
  const manager = await jetstreamManager(nats, { timeout: TIMEOUT_MS, checkAPI: false });
  return {
    nats,
    jetstream: jetstream(nats, { timeout: TIMEOUT_MS }),
    manager,
    isUp: () => up && !nats.isClosed(),
  };
};
