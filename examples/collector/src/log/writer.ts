import type { InsertOutcome } from '../storage/insert';
import type { DeadLetters } from './dead-letters';
import { type Entry, readEntry } from './entry';

/** One message of the log, which comes again until it is acked. */
export interface Taken {
  text(): string;
  /** It may be forgotten: the database has it. */
  ack(): void;
  /** It may come again after so long. */
  giveBack(afterMs: number): void;
  /** It is still being worked on. */
  working(): void;
}

/** Up to `most` messages, as they come, for about a second. */
export type Take = (most: number) => AsyncIterable<Taken> | Promise<AsyncIterable<Taken>>;

export interface WriterOptions {
  take: Take;
  /** Resolves after the commit; the same one may come again. */
  insert(entry: Entry): Promise<InsertOutcome>;
  deadLetters: DeadLetters;
  /** A record was stored just now. */
  onStored(project: string): unknown;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** One line a problem; nothing of a record. */
  log: (line: string) => void;
  /** Unit of all pauses. @default 500 */
  pauseMs?: number | undefined;
}

/** Of one request to the log. */
const BATCH = 512;
/** Being written at once by this process. What comes beside these waits for the next group commit. */
const MOST_AT_ONCE = 1_024;
const MOST_PAUSES = 20;
/** Well within the time after which the log gives a message to somebody else. */
const WORKING_MS = 5_000;

/** A sleep that can be ended, by nobody but who ends this one. */
const createSleep = () => {
  let wake = () => {};
  return {
    for: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => wake(),
  };
};

const codeOf = (error: unknown) => (error as { code?: string }).code ?? (error as Error).name;

/**
 * Moves what waits in the log to the database: acks after the commit, so that nothing is lost, and relies on the database
 * to store it once, so that it may come any number of times.
 */
export const createWriter = (options: WriterOptions) => {
  const { take, insert, deadLetters, onStored, clock, log, pauseMs = 500 } = options;
  const counts = { accepted: 0, duplicate: 0, dead: 0 };
  const atWork = new Set<Taken>();
  let stopped = false;
  let failures = 0;
  let logFailures = 0;
  /** After a failure: a message that is done with ends no pause, or the database would be asked all the time. */
  const pause = createSleep();
  /** Until there is room for more. */
  const room = createSleep();
  const backoffMs = (tries: number) => pauseMs * Math.min(2 ** (tries - 1), MOST_PAUSES);

  /** False: it was given back, and the database was not asked. */
  const write = async (message: Taken): Promise<boolean> => {
    const text = message.text();
    const read = readEntry(text);
    if (!read.ok) {
      // A newer collector of the same log can store it; this one goes on with the others.
      if (read.code === 'newer') {
        message.giveBack(backoffMs(MOST_PAUSES));
        return false;
      }
      await deadLetters.setAsideUnread(text, clock());
      counts.dead++;
      log('ingest log: a message that is no record was set aside in earshot_log_dead');
      message.ack();
      return true;
    }
    const { entry } = read;
    const outcome = await insert(entry);
    if (typeof outcome === 'string') {
      counts[outcome]++;
      if (outcome === 'accepted') onStored(entry.project);
    } else {
      await deadLetters.setAside(entry, outcome.unstorable);
      counts.dead++;
      log(
        `ingest log: the database refuses a record of project "${entry.project}": SQLSTATE ${outcome.unstorable}. It was set aside in earshot_log_dead`,
      );
    }
    message.ack();
    return true;
  };

  const started = (message: Taken) => {
    atWork.add(message);
    void write(message)
      .then((asked) => {
        if (!asked || !failures) return;
        log('ingest log: the database is back, what waits is written');
        failures = 0;
      })
      .catch((error) => {
        if (!failures) log(`ingest log: the database failed: ${codeOf(error)}. What is taken waits in the log`);
        failures ||= 1;
        message.giveBack(backoffMs(failures));
      })
      .finally(() => {
        atWork.delete(message);
        if (atWork.size < MOST_AT_ONCE) room.wake();
      });
  };

  const turns = async () => {
    while (!stopped) {
      try {
        for await (const message of await take(BATCH)) {
          if (stopped) message.giveBack(0);
          else started(message);
          // What the log sends beyond this waits in the client, no more than it was asked for.
          if (atWork.size >= MOST_AT_ONCE && !stopped) await room.for(WORKING_MS);
        }
        logFailures = 0;
      } catch (error) {
        if (!logFailures++) log(`ingest log: it cannot be read: ${codeOf(error)}. It is tried until it can`);
        if (!stopped) await pause.for(backoffMs(logFailures));
      }
      // Without a database one turn after the other would only send everything around.
      if (failures && !stopped) await pause.for(backoffMs(failures++));
    }
  };

  let running: Promise<void> | undefined;
  const beat = setInterval(() => {
    for (const message of atWork) message.working();
  }, WORKING_MS);
  beat.unref();

  return {
    counts,
    /** Messages that are being written now. */
    atWork: () => atWork.size,
    start() {
      running ??= turns();
    },
    /** Takes nothing more, and resolves when what it has is written or given back. */
    async stop() {
      stopped = true;
      pause.wake();
      room.wake();
      await running;
      while (atWork.size) await pause.for(10);
      clearInterval(beat);
    },
  };
};
