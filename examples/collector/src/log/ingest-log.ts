import type { Consumer, ConsumerMessages } from '@nats-io/jetstream';
import type { Store } from '../storage/store';
import { createAppend, publishTo } from './append';
import type { IngestLogConfig } from './config-log';
import { connectLog } from './connect';
import { createDeadLetters, type DeadLetters } from './dead-letters';
import type { Entry } from './entry';
import { ensureLog, isMissing, WRITER } from './stream';
import { type Backlog, createWatch } from './watch';
import { createWriter, type Taken } from './writer';

/** The shortest that the client of NATS knows. */
const TAKE_MS = 1_000;
const HEARTBEAT_MS = 500;
/** What a close waits for the last acks. */
const DRAIN_MS = 3_000;

export interface WritingOptions {
  store: Store;
  onStored(project: string): unknown;
  clock: () => number;
  log: (line: string) => void;
}

type Insert = Store['insert'];
type Refused = { retry: 'log_full' | 'log_unavailable' };

/** What takes records from visitors; where it is the log, it may ask for one again. */
export type IngestStore = Omit<Store, 'insert'> & {
  insert(...args: Parameters<Insert>): Promise<Awaited<ReturnType<Insert>> | Refused>;
};

export interface IngestLog {
  /** For messages, without a password. */
  name: string;
  /** The same store, whose `insert` puts the record into the log and resolves when a majority of its servers has it. */
  accepting(store: Store): IngestStore;
  /** Starts to write what waits into the store; `insert` of it is what tells webhooks. */
  start(options: WritingOptions): void;
  /** By this process since it was started. */
  counts(): {
    logged: number;
    again: number;
    full: number;
    unavailable: number;
    accepted: number;
    duplicate: number;
    dead: number;
  };
  /** Over all collectors, as it was seen a moment ago. */
  backlog: Backlog;
  isUp(): boolean;
  answers(): Promise<boolean>;
  drained(withinMs: number): Promise<boolean>;
  /** Finishes what it is writing, and leaves the rest to others or to the next start. */
  close(): Promise<void>;
}

/**
 * Opens the log in which records wait for the database (README.md).
 * @throws {StartError} with a message that is meant to be printed as it is.
 */
export const openIngestLog = async (
  config: IngestLogConfig,
  log: (line: string) => void = console.error,
): Promise<IngestLog> => {
  const connection = await connectLog(config, log);
  const { nats, jetstream, isUp } = connection;
  try {
    await ensureLog(connection, config);
  } catch (error) {
    await nats.close();
    throw error;
  }
  const { stream } = config;
  const taken = { logged: 0, again: 0, full: 0, unavailable: 0 };
  let failing = false;
  const append = createAppend(publishTo(connection, stream), isUp, (error) => {
    if (!failing) log(`ingest log: it does not take a record: ${(error as Error).message}`);
    failing = true;
  });
  let writer: ReturnType<typeof createWriter> | undefined;
  let deadLetters: DeadLetters | undefined;
  const watch = createWatch(connection, stream, () => deadLetters);

  let consumer: Consumer | undefined;
  let fetched: ConsumerMessages | undefined;
  /** Says something of a message. Where the connection is gone nobody hears it, and the message comes again. */
  const said = (tell: () => void) => {
    try {
      tell();
    } catch {}
  };
  const take = async function* (most: number): AsyncGenerator<Taken> {
    try {
      consumer ??= await jetstream.consumers.get(stream, WRITER);
      fetched = await consumer.fetch({ max_messages: most, expires: TAKE_MS, idle_heartbeat: HEARTBEAT_MS });
      for await (const message of fetched)
        yield {
          text: () => message.string(),
          ack: () => said(() => message.ack()),
          giveBack: (afterMs) => said(() => message.nak(afterMs)),
          working: () => said(() => message.working()),
        };
    } catch (error) {
      consumer = undefined;
      // Somebody removed it: what was in it is lost, what comes need not be.
      if (isMissing(error)) await ensureLog(connection, config);
      throw error;
    }
  };

  return {
    name: `NATS JetStream at ${config.servers.join(', ')}, stream ${stream}`,
    accepting: (store) => ({
      ...store,
      async insert(record, received) {
        const { project, receivedAtMs, skewMs, signals = '' } = received;
        const appended = await append({ project, receivedAtMs, skewMs, signals, record });
        if (appended === 'logged' || appended === 'duplicate') {
          failing = false;
          taken[appended === 'logged' ? 'logged' : 'again']++;
          if (appended === 'logged') return 'accepted';
          store.counters.add(project, 'duplicate');
          return 'duplicate';
        }
        taken[appended === 'log_full' ? 'full' : 'unavailable']++;
        store.counters.add(project, 'retry');
        return { retry: appended };
      },
    }),
    start({ store, onStored, clock, log: say }) {
      const letters = createDeadLetters(store.database, store.hashOf);
      deadLetters = letters;
      const insert = ({ record, ...received }: Entry) => store.insert(record, received);
      writer = createWriter({ take, insert, deadLetters: letters, onStored, clock, log: say });
      writer.start();
      void watch.lookAtAll();
      letters.tryAgain(insert).then(
        (stored) => stored && say(`ingest log: ${stored} records that were set aside are stored now`),
        () => {}, // at the next start
      );
    },
    counts: () => ({ ...taken, ...(writer?.counts ?? { accepted: 0, duplicate: 0, dead: 0 }) }),
    backlog: watch.backlog,
    isUp,
    answers: watch.answers,
    drained: watch.drained,
    async close() {
      watch.stop();
      const written = writer?.stop();
      fetched?.stop();
      await written;
      // The acks are on their way. Without a server nobody takes them, and a drain would wait for one.
      let hurry: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        hurry = setTimeout(resolve, DRAIN_MS);
      });
      if (isUp()) await Promise.race([nats.drain().catch(() => {}), late]);
      clearTimeout(hurry);
      await nats.close();
    },
  };
};
