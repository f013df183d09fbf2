import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../../tests/support/free-port';

/** Why no server can be started here; undefined where one can. */
export const whyNoNats: string | undefined =
  spawnSync('nats-server', ['--version']).status === 0
    ? undefined
    : 'no NATS server is installed (apt-get install nats-server)';

export interface NatsServer {
  /** For INGEST_LOG; the same after each start. */
  url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/** A server alone, with JetStream, of the test's own: a temporary folder, a free port, loopback only. It is not started yet. */
export const newNatsServer = async (more: string[] = []): Promise<NatsServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-nats-'));
  const port = await freePort();
  let server: ChildProcess | undefined;
  const ended = async (signal: NodeJS.Signals) => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server!.once('exit', resolve));
    server.kill(signal);
    await gone;
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    async start() {
      const args = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder, ...more];
      server = spawn('nats-server', args, { stdio: ['ignore', 'ignore', 'pipe'] });
      let text = '';
      await new Promise<void>((resolve, reject) => {
        server!.once('exit', (code) => reject(new Error(`nats-server ended with ${code}:\n${text}`)));
        server!.stderr!.on('data', (chunk) => {
          text += chunk;
          if (text.includes('Server is ready')) resolve();
        });
      });
    },
    kill: () => ended('SIGKILL'),
    async remove() {
      await ended('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
