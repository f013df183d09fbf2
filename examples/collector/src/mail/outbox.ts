import type { FeedbackRecord } from '../contract';
import { replyTo } from '../inbox/may-reply';
import type { Database } from '../storage/database';
import { failureOf, waitMs } from './failure';
import { replyMail } from './reply-mail';
import type { SendMail } from './smtp';

export interface OutboxOptions {
  database: Database;
  send: SendMail;
  /** Name of the sender; empty where it has none. */
  sender: string;
  clock: () => number;
  /** One line a mail that was not taken: its code and nothing of it. */
  log: (line: string) => void;
  random?: (() => number) | undefined;
}

export interface Outbox {
  /** Sends what is due, now. */
  wake(): void;
  /** Resolves when all that was due is sent or has failed. */
  drained(): Promise<void>;
  /** Finishes the mail that is on its way, and sends no other. */
  close(): Promise<void>;
}

/** What one mail may take; then its process is held to be dead, and another sends it. */
const LEASE_MS = 120_000;
/** Of replies whose time comes while nobody wakes it: those that failed, and those of processes that died. */
const LOOK_EVERY_MS = 15_000;

interface Due {
  project: string;
  submission_id: string;
  id: string;
  text: string;
  attempts: number | string;
  give_up_at: Date;
  body: string | null;
}

const DUE = `SELECT project, submission_id, id FROM earshot_replies
  WHERE state = 'queued' AND due_at <= $1::timestamptz AND (claimed_until IS NULL OR claimed_until <= $1::timestamptz)
  ORDER BY due_at LIMIT 20`;

// Two collectors may find the same one due: the second waits for the first, and then it is not due any more.
const CLAIM = `UPDATE earshot_replies r SET claimed_until = $5::timestamptz, attempts = attempts + 1
  WHERE project = $1 AND submission_id = $2 AND id = $3 AND state = 'queued' AND due_at <= $4::timestamptz
    AND (claimed_until IS NULL OR claimed_until <= $4::timestamptz)
  RETURNING project, submission_id, id, text, attempts, give_up_at,
    (SELECT body FROM earshot_submissions s WHERE s.project = r.project AND s.id = r.submission_id) AS body`;

const SETTLE = `UPDATE earshot_replies SET state = $4, due_at = COALESCE($5::timestamptz, due_at),
    sent_at = $6::timestamptz, error_code = $7, claimed_until = NULL
  WHERE project = $1 AND submission_id = $2 AND id = $3 AND state = 'queued'`;

/**
 * Mails the replies that wait in the database. A reply is claimed before it is sent and settled after the server took it,
 * so that a killed process or a server that is away loses none; one whose settling was lost is mailed again, as the same
 * mail by its Message-ID. Any number of collectors may run one.
 */
export const createOutbox = (options: OutboxOptions): Outbox => {
  const { database, send, sender, clock, log, random = Math.random } = options;
  const iso = (ms: number) => new Date(ms).toISOString();
  let closed = false;
  let again = false;
  let running: Promise<void> | undefined;

  const attempt = async ({ id, text, body }: Due) => {
    const record = body === null ? undefined : (JSON.parse(body) as FeedbackRecord);
    const to = record && replyTo(record);
    if (!record || !to || 'why' in to) return { code: 'EADDRESS', final: true };
    try {
      await send({ ...replyMail(record, text, sender), to: to.email, id: `earshot-${id}` });
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  };

  const sendOne = async (due: Due) => {
    const failure = await attempt(due);
    const nowMs = clock();
    const key = [due.project, due.submission_id, due.id];
    if (!failure) return database.query(SETTLE, [...key, 'sent', null, iso(nowMs), null]);
    log(`mail: a reply of project "${due.project}" was not taken: ${failure.code}`);
    const over = failure.final || nowMs >= new Date(due.give_up_at).getTime();
    const dueAt = over ? null : iso(nowMs + waitMs(Number(due.attempts), random));
    return database.query(SETTLE, [...key, over ? 'failed' : 'queued', dueAt, null, failure.code]);
  };

  const drain = async () => {
    for (;;) {
      again = false;
      const found = await database.query<Due>(DUE, [iso(clock())]);
      let sent = 0;
      for (const { project, submission_id, id } of found) {
        if (closed) return;
        const nowMs = clock();
        const [due] = await database.query<Due>(CLAIM, [project, submission_id, id, iso(nowMs), iso(nowMs + LEASE_MS)]);
        if (!due) continue;
        await sendOne(due);
        sent++;
      }
      if (!sent && !again) return;
    }
  };

  const wake = () => {
    again = true;
    if (closed || running) return;
    running = drain()
      // What was claimed is free again when its lease ends.
      .catch((error: { code?: string; name: string }) => log(`mail: the database failed: ${error.code ?? error.name}`))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(wake, LOOK_EVERY_MS);
  timer.unref();
  wake();

  return {
    wake,
    drained: async () => {
      while (running) await running;
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
};
