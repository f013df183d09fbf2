import { bestOf, isAway, lookAt, noneWritable, type Seen } from './postgres-writable';

export interface Server<Pool> {
  url: string;
  pool: Pool;
}

export interface Servers<Pool> {
  /** The server to write to. Rejects where there is none now. */
  now(): Promise<Server<Pool>>;
  /** Tells of an error of a query: the next `now` looks at all of them anew where it may be the server's. */
  failed(error: unknown): void;
  close(): Promise<void>;
}

/** How long a close waits for the pools of servers that were left. */
const LEAVE_MS = 2_000;

/**
 * Finds, of the servers of one replicated database, the one that takes writes, and finds another one after a failover. A
 * query that failed is not repeated here: nobody knows whether it was committed. With one server there is no choice.
 */
export const createServers = <Pool extends { end(): Promise<void> }>(
  urls: string[],
  openPool: (url: string) => Pool,
  look: (url: string) => Promise<Seen> = lookAt,
): Servers<Pool> => {
  let current: Server<Pool> | undefined = urls.length === 1 ? { url: urls[0]!, pool: openPool(urls[0]!) } : undefined;
  let doubted = false;
  let choosing: Promise<Server<Pool>> | undefined;
  const left = new Set<Promise<void>>();

  const leave = ({ pool }: Server<Pool>) => {
    const ending: Promise<void> = pool
      .end()
      .catch(() => {})
      .finally(() => left.delete(ending));
    left.add(ending);
  };

  const choose = async (): Promise<Server<Pool>> => {
    const seen = await Promise.all(urls.map(look));
    const url = bestOf(seen);
    if (!url) throw noneWritable(seen);
    if (url !== current?.url) {
      if (current) leave(current);
      current = { url, pool: openPool(url) };
    }
    doubted = false;
    return current;
  };

  return {
    async now() {
      if (current && !doubted) return current;
      choosing ??= choose().finally(() => {
        choosing = undefined;
      });
      return choosing;
    },
    failed(error) {
      if (urls.length > 1 && isAway(error)) doubted = true;
    },
    async close() {
      // A choice that is under way would open one more pool.
      await choosing?.catch(() => {});
      await current?.pool.end();
      let hurry: NodeJS.Timeout | undefined;
      await Promise.race([
        Promise.all(left),
        new Promise((resolve) => {
          hurry = setTimeout(resolve, LEAVE_MS);
        }),
      ]);
      clearTimeout(hurry);
    },
  };
};
