import { randomUUID } from 'node:crypto';
import type { Connection } from './connect';
import { type Entry, writeEntry } from './entry';
import { subjectOf } from './stream';

/** `log_full` and `log_unavailable`: nothing was promised, the sender keeps it. */
export type Appended = 'logged' | 'duplicate' | 'log_full' | 'log_unavailable';

/** What the log answers to a record, or throws. */
export type Publish = (id: string, text: string) => Promise<{ duplicate: boolean; seq: number }>;

const TIMEOUT_MS = 5_000;
/** The stream has as many bytes as it may have; or the servers have no room for more. */
const FULL = [10077, 10047, 10028, 10023];

export const publishTo = ({ jetstream }: Connection, stream: string): Publish => {
  const subject = subjectOf(stream);
  return (msgID, text) => jetstream.publish(subject, text, { msgID, timeout: TIMEOUT_MS });
};

/**
 * Returns the function that puts a record into the log. It resolves after a majority of the servers has it, and never
 * rejects: what is not known to be there is not there.
 */
export const createAppend = (publish: Publish, isUp: () => boolean, onError: (error: unknown) => void = () => {}) => {
  return async (entry: Entry): Promise<Appended> => {
    // Without a connection the client would keep it in memory, and send it long after it was refused here.
    if (!isUp()) return 'log_unavailable';
    const id = `${entry.project} ${entry.record.id}`;
    const text = writeEntry(entry);
    try {
      let ack = await publish(id, text);
      // The leader has seen this id, and has no place for it in the stream yet: the first copy is not known to be kept,
      // and if it is lost this answer would have been a lie. Once more, as one that it has not seen; the database stores
      // one of the two.
      if (ack.duplicate && !ack.seq) ack = await publish(`${id} ${randomUUID()}`, text);
      if (!ack.seq) return 'log_unavailable';
      return ack.duplicate ? 'duplicate' : 'logged';
    } catch (error) {
      onError(error);
      return FULL.includes((error as { code?: number }).code ?? 0) ? 'log_full' : 'log_unavailable';
    }
  };
};
