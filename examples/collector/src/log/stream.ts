import type { ConsumerConfig, JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import { StartError } from '../storage/database';
import type { IngestLogConfig } from './config-log';
import type { Connection } from './connect';

/** All collectors take from this one consumer, each what no other has. */
export const WRITER = 'earshot-writer';
/** Longer than a busy database takes; a writer that is not done by then says that it still works on it. */
const ACK_WAIT_MS = 20_000;
/** Most records that are being written, over all collectors: a database that is away fills no memory. */
const MAX_UNACKED = 2_048;
/** How long the log itself knows an id again. What comes later is found out by the database. */
const DUPLICATE_WINDOW_MS = 60_000;
const NS_PER_MS = 1_000_000;
/** A cluster that was just started may not have agreed on a leader yet. */
const READY_MS = 30_000;
const PAUSE_MS = 500;
const CLUSTER_REPLICAS = 3;

export const subjectOf = (stream: string): string => `${stream}.records`;

const codeOf = (error: unknown): number | undefined => (error as { code?: number }).code;
/** https://github.com/nats-io/nats-server/blob/main/server/errors.json */
const NOT_FOUND = 10059;
const CONSUMER_NOT_FOUND = 10014;
const NAME_IN_USE = 10058;
const FEW_SERVERS = [10005, 10023];
const NO_CLUSTER = 10074;
/** What only says that JetStream is not ready, or busy. */
const PASSING = [10008, 10009, 10004];

const streamConfig = (
  { stream, maxBytes }: IngestLogConfig,
  replicas: number,
): Partial<StreamConfig> & { name: string } => ({
  name: stream,
  subjects: [subjectOf(stream)],
  // The words leave the log with the ack, which is sent when the database has them.
  retention: 'workqueue',
  storage: 'file',
  // What is full says so. The other way it would throw the oldest away, which was promised to somebody.
  discard: 'new',
  max_bytes: maxBytes,
  num_replicas: replicas,
  duplicate_window: DUPLICATE_WINDOW_MS * NS_PER_MS,
});

const consumerConfig: Partial<ConsumerConfig> = {
  durable_name: WRITER,
  ack_policy: 'explicit',
  deliver_policy: 'all',
  ack_wait: ACK_WAIT_MS * NS_PER_MS,
  max_ack_pending: MAX_UNACKED,
  max_deliver: -1,
};

/** Whether an error says that the stream or its consumer is not there. */
export const isMissing = (error: unknown): boolean => [NOT_FOUND, CONSUMER_NOT_FOUND].includes(codeOf(error) ?? 0);

const wrong = (message: string): never => {
  throw new StartError('config', `The ingest log: ${message}`);
};

const ensureStream = async (manager: JetStreamManager, config: IngestLogConfig, isCluster: boolean): Promise<void> => {
  const { stream } = config;
  const replicas = config.replicas ?? (isCluster ? CLUSTER_REPLICAS : 1);
  const wanted = streamConfig(config, replicas);
  const found = await manager.streams.info(stream).catch((error) => {
    if (codeOf(error) === NOT_FOUND) return undefined;
    throw error;
  });
  if (!found) {
    await manager.streams.add(wanted).catch((error) => {
      if (codeOf(error) !== NAME_IN_USE) throw error; // else another collector was faster
    });
    return;
  }
  const has = found.config;
  if (
    has.retention !== 'workqueue' ||
    has.discard !== 'new' ||
    has.storage !== 'file' ||
    !has.subjects?.includes(subjectOf(stream))
  )
    wrong(`the stream "${stream}" is there and is not one of a collector. Set INGEST_LOG_STREAM to another name.`);
  if (has.max_bytes !== wanted.max_bytes || has.num_replicas !== replicas)
    await manager.streams.update(stream, { ...has, max_bytes: wanted.max_bytes!, num_replicas: replicas });
};

/**
 * Makes the stream and its consumer where they are missing, and brings their settings up to date. Collectors that start
 * at once may all do it.
 * @throws {StartError} `config`, `unreachable`.
 */
export const ensureLog = async ({ nats, manager }: Connection, config: IngestLogConfig): Promise<void> => {
  const isCluster = Boolean(nats.info?.cluster);
  for (const endMs = Date.now() + READY_MS; ; ) {
    try {
      await ensureStream(manager, config, isCluster);
      await manager.consumers.add(config.stream, consumerConfig);
      return;
    } catch (error) {
      if (error instanceof StartError) throw error;
      const code = codeOf(error);
      const { message } = error as Error;
      if (code === NO_CLUSTER) wrong(`this server is alone and keeps one copy. Set ingestLog.replicas to 1.`);
      const passing = code === undefined || PASSING.includes(code) || FEW_SERVERS.includes(code);
      if (passing && Date.now() < endMs) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        continue;
      }
      if (FEW_SERVERS.includes(code ?? 0))
        wrong(
          `the cluster has too few servers, or too little room, for ${config.replicas ?? CLUSTER_REPLICAS} copies (${message}). Start the others, or set ingestLog.replicas.`,
        );
      throw new StartError(
        passing ? 'unreachable' : 'config',
        `The ingest log: the stream "${config.stream}" could not be made: ${message}${code ? ` (${code})` : ''}.`,
        { cause: error },
      );
    }
  }
};
