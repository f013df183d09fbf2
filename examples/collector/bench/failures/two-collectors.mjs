import { collectorsIn } from './collectors.mjs';
import { whyNoPostgres } from './postgres.mjs';
import { sleep } from './processes.mjs';

export const why = whyNoPostgres;

const MOST_KILLS = 5;

/** Two collectors on one PostgreSQL. One is SIGKILLed under load, and another one comes in its place later. */
export const run = async ({ folder, postgres, load, random, beforeMs, afterMs, closing }) => {
  const database = await postgres.primary();
  closing(database.stop);
  await database.start();
  const startCollector = collectorsIn(folder);
  const env = { DATABASE_URL: database.url };
  const collectors = await Promise.all([startCollector(env), startCollector(env)]);
  for (const collector of collectors) closing(() => collector.stop('SIGKILL'));
  const clients = load((lane, attempt) => collectors[(lane + attempt) % collectors.length].url);
  await sleep(beforeMs * (0.7 + 0.6 * random()));
  const faults = [];
  for (let kills = 1; kills <= MOST_KILLS; kills++) {
    const killed = collectors[Math.floor(random() * 2)];
    const hit = await clients.during(() => killed.stop('SIGKILL'));
    await sleep(afterMs);
    const successor = await startCollector(env);
    closing(() => successor.stop('SIGKILL'));
    collectors[collectors.indexOf(killed)] = successor;
    // A kill that fell between two requests has shown nothing: the next one may not.
    const last = hit.cut() > 0 || kills === MOST_KILLS;
    faults.push({ name: `kill ${kills} of a collector`, hits: last ? 'open' : undefined, ...hit });
    if (last) break;
  }
  await sleep(afterMs);
  return { clients, database, faults };
};
