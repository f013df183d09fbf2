import type { Database } from '../storage/database';
import { failureOf, waitMs } from './failure';
import { replies } from './replies';
import type { SendMail } from './smtp';
import type { Claimed } from './source';
import { toPeople } from './to-people';

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
/** Of mails whose time comes while nobody wakes it: those that failed, and those of processes that died. */
const LOOK_EVERY_MS = 15_000;

/**
 * Mails what waits in the database: replies to visitors, digests and alerts to the team. A mail is claimed before it is
 * sent and settled after the server took it, so that a killed process or a server that is away loses none; one whose
 * settling was lost is mailed again, as the same mail by its Message-ID. Any number of collectors may run one.
 */
export const createOutbox = (options: OutboxOptions): Outbox => {
  const { database, send, sender, clock, log, random = Math.random } = options;
  // Somebody waits for a reply.
  const sources = [replies(database.query, sender), toPeople(database.query)];
  let closed = false;
  let again = false;
  let running: Promise<void> | undefined;

  const attempt = async ({ mail }: Claimed) => {
    if (!mail) return { code: 'EADDRESS', final: true };
    try {
      await send(mail);
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  };

  const sendOne = async (claimed: Claimed, what: string) => {
    const failure = await attempt(claimed);
    const nowMs = clock();
    if (!failure) return claimed.settle({ state: 'sent', atMs: nowMs });
    log(`mail: ${what} of project "${claimed.project}" was not taken: ${failure.code}`);
    const over = failure.final || nowMs >= claimed.giveUpAtMs;
    return claimed.settle({
      state: over ? 'failed' : 'queued',
      atMs: nowMs,
      dueAtMs: over ? undefined : nowMs + waitMs(claimed.attempts, random),
      code: failure.code,
    });
  };

  const drain = async () => {
    for (;;) {
      again = false;
      let sent = 0;
      for (const { what, due } of sources)
        for (const claim of await due(clock())) {
          if (closed) return;
          const claimed = await claim(clock(), clock() + LEASE_MS);
          if (!claimed) continue;
          await sendOne(claimed, what);
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
