import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { first, withoutCors } from '../support/faults';
import { freePort } from '../support/free-port';
import { useStage } from '../support/stage';
import { expectStoredOnce, token, untilFailed, waiting } from '../support/stored';

const stage = useStage();

/** Keeps what the page's console was warned of. */
const keepWarnings = () => {
  const warned: string[] = [];
  Object.assign(window, { warned });
  const { warn } = console;
  console.warn = (...said: unknown[]) => {
    warned.push(said.join(' '));
    warn.apply(console, said);
  };
};
const warnings = () => (window as never as { warned: string[] }).warned;

/** Answers every handshake with what is no TLS. */
const noTls = () =>
  new Promise<{ port: number; close(): void }>((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    }).listen(0, '127.0.0.1', () =>
      resolve({ port: (server.address() as { port: number }).port, close: () => server.close() }),
    );
  });

test.each([
  ['has no DNS name', async () => 'http://collector.invalid'],
  ['refuses connections', async () => `http://127.0.0.1:${await freePort()}`],
  [
    'fails in the TLS handshake',
    async () => {
      const { port, close } = await noTls();
      servers.push(close);
      return `https://127.0.0.1:${port}`;
    },
  ],
])(
  'fault 10: an endpoint that %s costs nothing: the words wait on the device, and arrive when it is mended (Q8)',
  async (_how, origin) => {
    const scene = await stage.scene();
    const words = token();
    const tab = await scene.tab({ options: { endpoint: `${await origin()}/v1/submissions` }, before: keepWarnings });
    expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'device' });
    await untilFailed(scene, tab);
    expect((await tab.heard('error')).detail.code).toBe('network');
    expect(await waiting(scene, tab)).toBe(1);
    await tab.page.close();
    // what is said about one address does not hold for another
    await expectStoredOnce(scene, [words], await scene.tab());
    for (const close of servers.splice(0)) close();
  },
);
const servers: (() => void)[] = [];

test('fault 11: without CORS headers nothing is acked, the console names them, and the words end as one row (Q4, Q8)', async () => {
  const scene = await stage.scene();
  scene.proxy.fault = first(2, withoutCors);
  const tab = await scene.tab({ before: keepWarnings });
  const words = token();
  await tab.submit(words);
  expect((await tab.heard('error')).detail.code).toBe('network');
  expect((await tab.page.evaluate(warnings)).join('\n')).toContain('Access-Control-Allow-Origin');
  await expectStoredOnce(scene, [words], tab);
  expect((await scene.collector.counters(scene.project)).duplicate).toBeGreaterThan(0);
});
