import type { Store } from '../../src/app';
import type { Project } from '../../src/limits';
import { createOutbox } from '../../src/mail/outbox';
import { createSmtp } from '../../src/mail/smtp';
import { type Choice, choose, NO_CHOICE, setEmail } from '../../src/mailings/choices';
import { createLetterhead } from '../../src/mailings/letterhead';
import { type MailingsOptions, startMailings } from '../../src/mailings/start';
import { createUnsubscribe } from '../../src/mailings/unsubscribe';
import { createRolling } from '../../src/rollup/rolling';
import type { MailServer } from './mail-server';
import { newAccount } from './people';

export const PUBLIC_URL = 'https://feedback.example.com';

/** Somebody with an account who chose mails of a project. */
export const subscriber = async (
  store: Store,
  name: string,
  choice: Partial<Choice> & { project: string },
  nowMs: number,
) => {
  const { query } = store.database;
  await newAccount(store, name, 'read').catch(() => {});
  await setEmail(query, name, `${name}@example.com`);
  await choose(query, name, { ...NO_CHOICE, ...choice }, nowMs);
};

/** What a collector does by itself every minute, moved by hand, with a mail server that takes what it sends. */
export const mailingsOn = (
  store: Store,
  projects: { [name: string]: Project },
  server: MailServer,
  clock: () => number,
  more: Partial<MailingsOptions> = {},
) => {
  const logged: string[] = [];
  const log = (line: string) => logged.push(line);
  const { database } = store;
  const timeZones = Object.fromEntries(
    Object.entries(projects).map(([name, { timeZone = 'UTC' }]) => [name, timeZone]),
  );
  const rolling = createRolling({ database, timeZones, log, onUncountable: () => {} });
  const outbox = createOutbox({
    database,
    send: createSmtp({ url: server.url, from: { name: 'The Shop', address: 'feedback@shop.example' } }),
    sender: 'The Shop',
    clock,
    log,
  });
  const mailings = startMailings({
    store,
    projects,
    rolling,
    outbox,
    letterhead: createLetterhead(PUBLIC_URL, createUnsubscribe(store)),
    told: [],
    tell: async () => {},
    clock,
    log,
    ...more,
  });
  return {
    logged,
    turn: mailings.turn,
    /** All that is due is made, and sent. */
    async run() {
      await mailings.turn();
      outbox.wake();
      await outbox.drained();
    },
    async close() {
      await mailings.stop();
      await Promise.all([outbox.close(), rolling.close()]);
    },
  };
};
