import type { Answer } from '../contract/types';
import type { Claimed } from '../delivery/entry';
import { quietly } from '../delivery/rows';
import type { Engine } from '../engine';
import { markOf } from '../privacy/mark';

/** A receipt as it lies on the disk, under `receipt:` and the id of its submission. */
export interface Receipt {
  /** 128 bits, as the collector is asked with them. */
  secret: string;
  /** When its words were sent, ms since the epoch. */
  at: number;
  /** The rating in the words that were chosen; never what was written. */
  said?: string | undefined;
  /** Whose it is, where a person was named. */
  who?: number | undefined;
}

/** Tells what is the receipt of who is here from those of others; what nobody was named for is everybody's. */
export const isOf = (person: string | undefined) => {
  const mark = person === undefined ? person : markOf(person);
  return (receipt: Receipt): boolean => receipt.who === undefined || receipt.who === mark;
};

export type Receipts = ReturnType<typeof createReceipts>;

/** The first answer that was chosen, as it was displayed. */
const saidIn = (body: string): string | undefined => {
  const { answers = [] }: { answers?: Answer[] } = JSON.parse(body);
  const chosen = answers.find(({ label, type }) => label || type === 'scale');
  return chosen && (chosen.label ?? `${chosen.value}`);
};

/** Keeps the receipts of what was submitted here, where consent allows it: nothing else says later which words were whose. */
export const createReceipts = ({ disk, permits }: Engine, who: () => string | undefined) => {
  const put = (id: string, receipt: Receipt) =>
    permits().receipt &&
    quietly(disk, (tx) => tx.get(`receipt:${id}`, (noted) => noted || tx.put(`receipt:${id}`, receipt)));
  return {
    /** A submission was added: while it waits the visitor can see that it does. */
    note({ id, at, body, secret }: Claimed) {
      const person = who();
      if (secret) put(id, { secret, at, said: saidIn(body), who: person === undefined ? person : markOf(person) });
    },
    /** It arrived, and may have been said on a page that could not note it. */
    keep: (id: string, secret: string) => put(id, { secret, at: Date.now() }),
  };
};
