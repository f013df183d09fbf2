import type { Database } from '../storage/database';
import { countDeliveries, type State, sweep } from './dead-letters';
import type { Endpoint } from './endpoint';
import type { Place, Queue } from './queue';

/** How long what another process wrote, or what is tried again, may wait beyond its time. */
const POLL_MS = 1_000;
/** Without a database it is asked less often. */
const AWAY_MS = 5_000;
const COUNT_EVERY_MS = 15_000;
const SWEEP_EVERY_MS = 3_600_000;
/** What is on its way may end; what then still hangs is cut off. */
const STOP_MS = 3_000;

export interface LoopOptions {
  database: Database;
  queue: Queue;
  endpoints: Endpoint[];
  clock: () => number;
  log: (line: string) => void;
}

const keyOf = ({ project, webhook }: Place) => `${project}\n${webhook}`;

/** Wakes the endpoints that have something due, counts what waits, and sweeps. Does nothing until it is started. */
export const createLoop = ({ database, queue, endpoints, clock, log }: LoopOptions) => {
  const byKey = new Map(endpoints.map((endpoint) => [keyOf(endpoint.place), endpoint]));
  const counted = new Map<string, number>();
  let countedAtMs = Number.NEGATIVE_INFINITY;
  let sweptAtMs = clock();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turning: Promise<void> = Promise.resolve();
  let stopped = false;
  let away = false;

  const wake = async (places: Place[]) => {
    await Promise.all([...new Set(places.map(keyOf))].map((key) => byKey.get(key)?.wake()));
  };

  const count = async () => {
    const rows = await countDeliveries(database.query);
    counted.clear();
    for (const row of rows) counted.set(`${keyOf(row)}\n${row.state}`, row.count);
    countedAtMs = clock();
  };

  const sweepNowAndThen = async () => {
    if (clock() - sweptAtMs < SWEEP_EVERY_MS) return;
    const open = endpoints.filter((endpoint) => !endpoint.isDisabled());
    const given = await sweep(
      database,
      open.map(({ place }) => place),
      clock(),
    );
    sweptAtMs = clock();
    const counts = new Map<string, { place: Place; n: number }>();
    for (const place of given) counts.set(keyOf(place), { place, n: (counts.get(keyOf(place))?.n ?? 0) + 1 });
    for (const { place, n } of counts.values())
      log(
        `webhook "${place.webhook}" of project "${place.project}": ${n} deliveries were given up: for a week nobody took them. Is it disabled, or out of the configuration?`,
      );
  };

  /** One turn: everything that is due by now is on its way when it resolves, as far as there is room. */
  const turn = async () => {
    if (endpoints.length) {
      const places = endpoints.map(({ place }) => place);
      await wake(await queue.due(places, clock()));
      if (clock() - countedAtMs >= COUNT_EVERY_MS) await count();
    }
    await sweepNowAndThen();
  };

  const run = async () => {
    try {
      await turn();
      away = false;
    } catch (error) {
      if (!away) log(`webhooks: the database failed: ${(error as { code?: string }).code ?? (error as Error).name}`);
      away = true;
    }
    if (!stopped) timer = setTimeout(again, away ? AWAY_MS : endpoints.length ? POLL_MS : SWEEP_EVERY_MS).unref();
  };
  const again = () => {
    turning = run();
  };

  return {
    wake,
    turn,
    /** As it was counted last, at most a quarter of a minute ago; asks no database. */
    counted: (place: Place, state: State): number => counted.get(`${keyOf(place)}\n${state}`) ?? 0,
    /** Begins at once with what an earlier process left; without webhooks it only sweeps what is left of them. */
    start: again,
    /** Takes nothing more, and resolves when nothing is on its way. */
    async stop() {
      stopped = true;
      clearTimeout(timer);
      for (const endpoint of endpoints) endpoint.stop();
      const hurry = setTimeout(() => {
        for (const endpoint of endpoints) endpoint.cut();
      }, STOP_MS);
      await turning;
      await Promise.all(endpoints.map((endpoint) => endpoint.idle()));
      clearTimeout(hurry);
    },
  };
};
