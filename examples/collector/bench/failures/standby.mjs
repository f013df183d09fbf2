import { collectorsIn } from './collectors.mjs';
import { ask, whyNoPostgres } from './postgres.mjs';
import { sleep, until } from './processes.mjs';

export const why = whyNoPostgres;

/** A primary with a synchronous standby. All of it is SIGKILLed under load, the standby is promoted, and the collector goes on by itself. */
export const run = async ({ folder, postgres, load, random, beforeMs, afterMs, closing }) => {
  const primary = await postgres.primary();
  closing(primary.stop);
  await primary.start();
  const standby = await postgres.standbyOf(primary);
  closing(standby.stop);
  const collector = await collectorsIn(folder)({
    DATABASE_URL: `postgres://earshot@${primary.place},${standby.place}/postgres?target_session_attrs=read-write`,
  });
  closing(() => collector.stop('SIGKILL'));
  const clients = load(() => collector.url);
  await sleep(beforeMs * (0.7 + 0.6 * random()));
  const hit = await clients.during(primary.aim());
  await sleep(1_000 * random()); // until somebody notices
  standby.promote();
  const promoted = clients.ackedNow();
  await until('acks of the promoted one', () => clients.ackedNow() > promoted);
  await sleep(afterMs);
  if (!collector.isRunning()) throw new Error(`the collector ended:\n${collector.output()}`);
  const [{ recovery }] = await ask(standby.url, 'SELECT pg_is_in_recovery() AS recovery');
  if (recovery) throw new Error('the standby was not promoted');
  return { clients, database: standby, faults: [{ name: 'the kill of the primary', hits: 'some', ...hit }] };
};
