import { collectorsIn } from './collectors.mjs';
import { newNatsCluster, whyNoNats } from './nats.mjs';
import { whyNoPostgres } from './postgres.mjs';
import { sleep, until } from './processes.mjs';

export const why = whyNoPostgres ?? whyNoNats;

const STREAM = 'EARSHOT';
/** Each of the servers sets so much of its disk aside. */
const MAX_BYTES = 67_108_864;

/**
 * Two collectors that put records into a stream on three servers. Its leader is SIGKILLed under load; then, while the stream
 * has another one, PostgreSQL is, and comes back while records went on being taken.
 */
export const run = async ({ folder, postgres, load, random, beforeMs, afterMs, closing }) => {
  const [database, nats] = await Promise.all([postgres.primary(), newNatsCluster(folder)]);
  closing(database.stop);
  closing(nats.stop);
  await Promise.all([database.start(), nats.start()]);
  const asking = await nats.asking();
  closing(asking.close);
  const startCollector = collectorsIn(folder, { ingestLog: { servers: nats.servers, maxBytes: MAX_BYTES } });
  const env = { DATABASE_URL: database.url };
  const collectors = await Promise.all([startCollector(env), startCollector(env)]);
  for (const collector of collectors) closing(() => collector.stop('SIGKILL'));
  const clients = load((lane, attempt) => collectors[(lane + attempt) % collectors.length].url);
  await sleep(beforeMs * (0.7 + 0.6 * random()));

  const { config, cluster } = await asking.info(STREAM);
  if (config.num_replicas !== 3) throw new Error(`the stream has ${config.num_replicas} copies`);
  const leader = nats.nodes.find(({ name }) => name === cluster.leader);
  const killed = await clients.during(leader.kill);
  const acked = clients.ackedNow();
  let successor;
  await until('the stream to have another leader', async () => {
    successor = (await asking.info(STREAM))?.cluster?.leader;
    return successor && successor !== leader.name;
  });
  await until('acks of the new leader', () => clients.ackedNow() > acked);
  leader.start();
  await sleep(afterMs);

  const away = await clients.during(database.aim());
  const taken = clients.ackedNow();
  await sleep(afterMs);
  if (clients.ackedNow() === taken) throw new Error('nothing was taken while PostgreSQL was away');
  await database.start();
  await sleep(afterMs);
  await clients.drained();
  await until('the log to be written', async () => (await asking.info(STREAM))?.state.messages === 0, 60_000);
  for (const collector of collectors)
    if (!collector.isRunning()) throw new Error(`a collector ended:\n${collector.output()}`);
  return {
    clients,
    database,
    faults: [
      { name: `the kill of the stream's leader`, hits: 'some', ...killed },
      // The log is what keeps this one from the clients.
      { name: 'the kill of PostgreSQL', ...away },
    ],
  };
};
