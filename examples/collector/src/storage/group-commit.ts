/**
 * Gathers what arrives while the database is busy and writes it as one group, so that a hundred waiting visitors cost
 * one commit. Every promise settles only after its group was committed.
 */
export interface GroupCommit<Item, Outcome> {
  add(item: Item): Promise<Outcome>;
  /** Runs `work` between two groups, with no write in flight. */
  between<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when all that was added so far is written. */
  drained(): Promise<void>;
}

export interface GroupOptions {
  /** Most items of one write. @default 256 */
  maxGroup?: number;
  /** Most writes at once. The second is on its way while the first is written, so that the database never waits for us. @default 2 */
  lanes?: number;
  /** Items that are worth a write at once, also beside a running one; fewer wait for more, or for it. @default 24 */
  worthALane?: number;
}

/** `write` must return one outcome an item, in order; a rejected `write` rejects its whole group. */
export const createGroupCommit = <Item, Outcome>(
  write: (items: Item[]) => Promise<Outcome[]>,
  { maxGroup = 256, lanes = 2, worthALane = 24 }: GroupOptions = {},
): GroupCommit<Item, Outcome> => {
  type Waiting = { item: Item; resolve: (outcome: Outcome) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  const interludes: (() => Promise<unknown>)[] = [];
  let inFlight = 0;
  let pumping = false;
  let idle: (() => void)[] = [];

  /**
   * Turns the event loop for as long as each turn brings more: answers go out, and the requests behind them come in.
   * Not longer than for a group that is worth it, else all clients would move in step: all waiting, then all served.
   */
  const gathered = async () => {
    for (let before = -1; waiting.length > before && waiting.length < worthALane; ) {
      before = waiting.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const writeGroup = async () => {
    const group = waiting.slice(0, maxGroup);
    waiting = waiting.slice(maxGroup);
    inFlight++;
    try {
      const outcomes = await write(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => {
        resolve(outcomes[index]!);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    inFlight--;
    void pump();
  };

  const pump = async () => {
    if (pumping) return;
    pumping = true;
    await gathered();
    for (;;) {
      // An interlude runs alone: it waits for the writes in flight, and nothing is started before it.
      if (interludes.length) {
        if (inFlight) break;
        await interludes.shift()!();
      } else if (waiting.length >= (inFlight ? worthALane : 1) && inFlight < lanes) {
        void writeGroup();
        await gathered();
      } else break;
    }
    pumping = false;
    if (inFlight || waiting.length || interludes.length) return;
    for (const resolve of idle) resolve();
    idle = [];
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        void pump();
      }),
    between: (work) =>
      new Promise((resolve, reject) => {
        interludes.push(() => work().then(resolve, reject));
        void pump();
      }),
    drained: () =>
      new Promise((resolve) => {
        idle.push(resolve);
        void pump();
      }),
  };
};
