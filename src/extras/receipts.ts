import { each } from '../delivery/each';
import type { Claimed, Receipt } from '../delivery/entry';
import { quietly } from '../delivery/rows';
import type { Store, Tx } from '../delivery/store';
import type { Engine } from '../engine';
import { markOf } from '../privacy/mark';
import type { Held } from '../updates/news';

export type { Receipt };

const DAY_MS = 864e5;
/** Days that a receipt is kept with consent. */
const KEEP_DAYS = 180;
/** As many as a collector takes at once. */
const MOST_RECEIPTS = 50;

export type Own = Held & Receipt;

/** Tells what is the receipt of who is here from those of others; what nobody was named for is everybody's. */
export const isOf = (person: string | undefined) => {
  const mark = person === undefined ? person : markOf(person);
  return (receipt: Receipt): boolean => receipt.who === undefined || receipt.who === mark;
};

/**
 * Receipts of who is here, newest first, and where their words are; with the ids of those that others of this device have.
 * What is over its age goes.
 */
export const visitReceipts = (
  tx: Tx,
  { settings, permits }: Engine,
  who: string | undefined,
  then: (own: Own[], others: string[]) => void,
): void => {
  const own: Own[] = [];
  const others: string[] = [];
  const mine = isOf(who);
  tx.get('meta:person', (row) => {
    // a page that waits for its banner takes nothing back that was granted before
    const granted = permits().receipt === 'keep' || (row as { consent?: string } | undefined)?.consent === 'granted';
    const oldest = Date.now() - DAY_MS * (granted ? KEEP_DAYS : settings.maxAgeDays);
    each(
      tx,
      'receipt:',
      (key, value) => {
        const receipt = value as Receipt;
        const id = key.slice(8);
        if (receipt.at < oldest) tx.del(key);
        else if (mine(receipt)) own.push({ ...receipt, id });
        else others.push(id);
      },
      () => {
        own.sort((a, b) => b.at - a.at);
        for (const { id } of own.splice(MOST_RECEIPTS)) tx.del(`receipt:${id}`);
        for (const one of own) {
          tx.get(`q:${one.id}`, (found) => found && (one.here = 'waiting'));
          tx.get(`dead:${one.id}`, (found) => found && (one.here = 'refused'));
        }
        // read after these
        tx.get('meta:person', () => then(own, others));
      },
    );
  });
};

export type Receipts = ReturnType<typeof createReceipts>;

/** Keeps the receipts of what was submitted here, where consent allows it: nothing else says later which words were whose. */
export const createReceipts = ({ settings, disk, permits }: Engine) => {
  type Said = Pick<Claimed, 'id' | 'secret' | 'note'>;
  const put = ({ id, secret, note }: Said, more?: { sent: true }) => {
    // where nothing shows them, nothing would end them either
    if (!settings.news || !permits().receipt || !secret || !note) return;
    quietly(disk, (tx) =>
      tx.get(`receipt:${id}`, (noted) => {
        if (more || !noted) tx.put(`receipt:${id}`, { ...note, secret, ...more });
      }),
    );
  };
  return {
    /** A submission was added: while it waits the visitor can see that it does. What only this page knows ends with it. */
    note: (entry: Said, { durable }: Store) => durable && put(entry),
    /** The collector took it; it may have been said on a page that could not note it. */
    keep: (said: Said) => put(said, { sent: true }),
  };
};
