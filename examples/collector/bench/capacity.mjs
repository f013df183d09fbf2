/**
 * What one submission costs: milliseconds of CPU in the collector and in PostgreSQL, bytes of its rows with their indexes,
 * of the write-ahead log and of a message in NATS JetStream; with what it takes to count it. From that CAPACITY.md works
 * out up to a billion a day.
 *   npm run capacity -- [--quick] [--json FILE] [--write]
 * Starts a PostgreSQL and a nats-server of its own, and ends them. `--write` puts the result into numbers.json and the
 * tables into CAPACITY.md. Linux only: CPU times are read from /proc.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { bodyBytes, load, recordText } from './load.mjs';
import { machineOf } from './machine.mjs';
import { freePort, startCollector, startPostgres, stop } from './running.mjs';
import { writeCapacity } from './write-numbers.mjs';

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, quick: { type: 'boolean' }, write: { type: 'boolean' } },
});
const REQUESTS = options.quick ? 2_000 : 60_000;
const CONNECTIONS = 64;
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const statOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      parent: Number(fields[1]),
      ticks: Number(fields[11]) + Number(fields[12]),
      ended: Number(fields[13]) + Number(fields[14]),
    };
  } catch {
    return undefined;
  }
};
/** Of the process, of those it has started, and of those of them that have ended. */
const cpuMsOf = (pid) => {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && statOf(name)?.parent === pid);
  const own = statOf(pid);
  const ticks = children.reduce((sum, child) => sum + (statOf(child)?.ticks ?? 0), own.ticks + own.ended);
  return (1_000 * ticks) / ticksPerSecond;
};

/** Bytes that a message takes in a stream, and the CPU of the server that keeps it. Undefined where NATS is not installed. */
const measureNats = async (folder) => {
  const port = await freePort();
  const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', join(folder, 'nats')], {
    stdio: 'ignore',
  });
  const missing = await new Promise((resolve) => {
    child.once('error', () => resolve(true));
    child.once('spawn', () => resolve(false));
  });
  if (missing) return undefined;
  try {
    const { connect } = await import('@nats-io/transport-node');
    const { jetstream, jetstreamManager } = await import('@nats-io/jetstream');
    const { headers } = await import('@nats-io/transport-node');
    const connection = await connect({ servers: `127.0.0.1:${port}`, waitOnFirstConnect: true });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'BENCH', subjects: ['bench.records'], storage: 'file' });
    const stream = jetstream(connection);
    const before = cpuMsOf(child.pid);
    const count = Math.min(REQUESTS, 20_000);
    for (let sent = 0; sent < count; sent += 500)
      await Promise.all(
        Array.from({ length: Math.min(500, count - sent) }, (_, index) => {
          const head = headers();
          head.set('Nats-Msg-Id', `bench ${sent + index}`);
          const entry = { project: 'bench', receivedAtMs: Date.now(), skewMs: 0, record: '@' };
          return stream.publish(
            'bench.records',
            JSON.stringify(entry).replace('"@"', () => recordText()),
            { headers: head },
          );
        }),
      );
    const { state } = await manager.streams.info('BENCH');
    const cpuMs = (cpuMsOf(child.pid) - before) / count;
    await connection.close();
    return { bytes: state.bytes / state.messages, cpuMs };
  } finally {
    await stop({ child });
  }
};

const folder = mkdtempSync(join(tmpdir(), 'earshot-capacity-'));
chmodSync(folder, 0o755); // PostgreSQL's user passes through it
const open = [];
try {
  const postgres = await startPostgres(folder);
  open.push(() => stop(postgres, 'SIGINT'));
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  open.push(() => client.end());
  const one = async (sql, params) => (await client.query(sql, params)).rows[0];
  const collector = await startCollector(folder, { databaseUrl: postgres.url, schema: 'bench' });
  open.push(() => stop(collector));
  await load(collector.url, { connections: CONNECTIONS, requests: Math.ceil(REQUESTS / 10) });
  const counted = async () => {
    for (let sinceMs = performance.now(); Number((await one('SELECT count(*) AS n FROM bench.earshot_pending')).n); ) {
      if (performance.now() - sinceMs > 600_000) throw new Error('what was stored is not counted after ten minutes');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  await counted();
  const sizes = async () =>
    (
      await client.query(
        `SELECT relname AS table, pg_total_relation_size(oid)::float8 AS bytes FROM pg_class
         WHERE relnamespace = 'bench'::regnamespace AND relkind = 'r' ORDER BY 1`,
      )
    ).rows;
  const state = async () => ({
    sizes: await sizes(),
    wal: (await one('SELECT pg_current_wal_insert_lsn() AS at')).at,
    collectorMs: cpuMsOf(collector.child.pid),
    databaseMs: cpuMsOf(postgres.child.pid),
  });
  await client.query('CHECKPOINT');
  const before = await state();
  const sent = await load(collector.url, { connections: CONNECTIONS, requests: REQUESTS });
  if (sent.refused) throw new Error(`${sent.refused} submissions were not accepted`);
  const atOnce = await state();
  await counted();
  const after = await state();
  const each = (value) => value / sent.answers;
  const { bytes: walBytes } = await one('SELECT pg_wal_lsn_diff($1, $2)::float8 AS bytes', [after.wal, before.wal]);
  const sizeBefore = new Map(before.sizes.map(({ table, bytes }) => [table, bytes]));
  const tables = after.sizes
    .map(({ table, bytes }) => ({ table, bytes: each(bytes - (sizeBefore.get(table) ?? 0)) }))
    .filter(({ bytes }) => bytes >= 1);
  const result = {
    machine: machineOf(),
    quick: options.quick === true,
    submissions: sent.answers,
    perSecond: sent.perSecond,
    requestBytes: bodyBytes,
    collectorMs: each(atOnce.collectorMs - before.collectorMs),
    databaseMs: each(atOnce.databaseMs - before.databaseMs),
    countingMs: each(after.collectorMs - atOnce.collectorMs + after.databaseMs - atOnce.databaseMs),
    walBytes: each(walBytes),
    rowBytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
    tables,
    nats: (await measureNats(folder)) ?? null,
  };
  console.log(
    `${result.submissions} submissions of ${bodyBytes} bytes, ${result.perSecond.toFixed(0)}/s. Each: collector ` +
      `${result.collectorMs.toFixed(3)} ms CPU, PostgreSQL ${result.databaseMs.toFixed(3)} ms, counting ${result.countingMs.toFixed(3)} ms; ` +
      `${result.rowBytes.toFixed(0)} bytes of rows and indexes, ${result.walBytes.toFixed(0)} bytes of WAL; NATS ` +
      (result.nats ? `${result.nats.bytes.toFixed(0)} bytes, ${result.nats.cpuMs.toFixed(3)} ms` : 'not installed'),
  );
  if (options.json) writeFileSync(options.json, JSON.stringify(result));
  if (options.write) writeCapacity(result);
} finally {
  for (const close of open.reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
}
