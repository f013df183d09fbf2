import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, start, until } from './processes.mjs';

/** Why there is no NATS to start; undefined where there is one. */
export const whyNoNats =
  spawnSync('nats-server', ['--version']).status === 0
    ? undefined
    : 'no NATS server is installed (apt-get install nats-server)';

/** Three servers of one JetStream, on the loopback address, each with a folder of its own. */
export const newNatsCluster = async (folder) => {
  const ports = [];
  while (ports.length < 6) ports.push(await freePort());
  const [clients, routes] = [ports.slice(0, 3), ports.slice(3)];
  const nodes = clients.map((port, index) => {
    const name = `n${index + 1}`;
    const store = join(folder, `nats-${name}`);
    mkdirSync(store, { recursive: true });
    const args = ['-a', '127.0.0.1', '-p', String(port), '--name', name, '-js', '-sd', store];
    args.push('--cluster_name', 'failures', '--cluster', `nats://127.0.0.1:${routes[index]}`);
    args.push('--routes', routes.map((route) => `nats://127.0.0.1:${route}`).join(','));
    let server;
    return {
      name,
      start() {
        server = start('nats-server', args);
      },
      kill: () => server.stop('SIGKILL'),
      stop: () => server?.stop('SIGTERM'),
    };
  });
  return {
    servers: clients.map((port) => `127.0.0.1:${port}`),
    nodes,
    async start() {
      for (const node of nodes) node.start();
    },
    /** The client that asks the cluster who leads; loaded where it is needed. */
    async asking() {
      const { connect } = await import('@nats-io/transport-node');
      const { jetstreamManager } = await import('@nats-io/jetstream');
      const servers = clients.map((port) => `127.0.0.1:${port}`);
      let nats;
      await until('NATS to answer', async () => {
        nats = await connect({ servers, maxReconnectAttempts: -1, reconnectTimeWait: 200 }).catch(() => undefined);
        return nats;
      });
      const manager = await jetstreamManager(nats, { checkAPI: false, timeout: 2_000 });
      return {
        info: (stream) => manager.streams.info(stream).catch(() => undefined),
        close: () => nats.close(),
      };
    },
    stop: () => Promise.all(nodes.map((node) => node.stop())),
  };
};
