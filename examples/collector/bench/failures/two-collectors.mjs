import { collectorsIn } from './collectors.mjs';
import { whyNoPostgres } from './postgres.mjs';
import { sleep } from './processes.mjs';

export const why = whyNoPostgres;

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
  const killed = collectors[Math.floor(random() * 2)];
  const hit = await clients.during(() => killed.stop('SIGKILL'));
  await sleep(afterMs);
  const successor = await startCollector(env);
  closing(() => successor.stop('SIGKILL'));
  collectors[collectors.indexOf(killed)] = successor;
  await sleep(afterMs);
  return { clients, database, faults: [{ name: 'the kill of a collector', ...hit }] };
};
