/** The tables of CAPACITY.md, from what one submission costs. Every number that is not measured is worked out here. */
import { onMachine } from './render-numbers.mjs';

const DAY_S = 86_400;
/** The busiest second holds so many times the mean of the day: a newsletter, a shift, a bad release. */
const PEAK = 10;
/** Of a core, at the peak: above it queues grow. */
const USED = 0.6;
const RETENTION_DAYS = 90;
/** Bloat, vacuum, and room to act in. */
const ROOM = 1.4;
/** Of a write-ahead log to a standby, and of a message in a stream of three. */
const COPIES = 3;
const LOG_HOURS = 1;
const STAGES = [1e3, 1e5, 1e7, 1e9];

const upTo = (value) =>
  value < 0.1 ? '< 0.1' : value < 10 ? value.toFixed(1) : Math.ceil(value).toLocaleString('en-US');
const bytes = (value) => {
  for (const [unit, size] of [
    ['PB', 1e15],
    ['TB', 1e12],
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ])
    if (value >= size) return `${(value / size).toFixed(value / size < 10 ? 1 : 0)} ${unit}`;
  return `${value.toFixed(0)} B`;
};

/** What a day of so many submissions needs. `measured`: its peak is one that this machine was seen to take. */
export const stageOf = (aDay, cost) => {
  const perSecond = (PEAK * aDay) / DAY_S;
  return {
    aDay,
    perSecond,
    measured: perSecond <= cost.perSecond,
    collectorCores: (perSecond * cost.collectorMs) / 1_000 / USED,
    // Counting has the whole day: it works off what a peak leaves.
    databaseCores: (perSecond * cost.databaseMs) / 1_000 / USED + (aDay * cost.countingMs) / 1_000 / DAY_S / USED,
    diskBytes: aDay * cost.rowBytes * RETENTION_DAYS * ROOM,
    walPerSecond: perSecond * cost.walBytes,
    walADay: aDay * cost.walBytes,
    inBitsPerSecond: 8 * perSecond * cost.requestBytes,
    logBytes: cost.nats ? perSecond * 3_600 * LOG_HOURS * cost.nats.bytes * COPIES : undefined,
    logCores: cost.nats ? ((perSecond * cost.nats.cpuMs) / 1_000 / USED) * COPIES : undefined,
    partitions: Math.ceil(RETENTION_DAYS / 30) + 5,
    rowsAMonth: aDay * 30,
  };
};

const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');

/** Markdown, without its markers. */
export const capacityBlock = (cost) => {
  const stages = STAGES.map((aDay) => stageOf(aDay, cost));
  const row = (what, of) => [what, ...stages.map(of)];
  return [
    `Measured ${cost.quick ? 'only to show that the command works (`--quick`): these numbers say nothing' : 'by `npm run capacity -- --write`'}, ${onMachine(cost.machine)}: ${cost.submissions.toLocaleString('en-US')} submissions of ${cost.requestBytes} bytes (a rating with a comment), over 64 connections, one a request, client, collector and database on one machine: ${Math.round(cost.perSecond).toLocaleString('en-US')}/s.`,
    '',
    table(
      ['one submission costs', 'measured'],
      [
        ['CPU of the collector', `${cost.collectorMs.toFixed(3)} ms`],
        ['CPU of PostgreSQL, storing', `${cost.databaseMs.toFixed(3)} ms`],
        ['CPU of both, counting it afterwards', `${cost.countingMs.toFixed(3)} ms`],
        [
          'rows with indexes',
          `${cost.rowBytes.toFixed(0)} bytes (${cost.tables.map((one) => `${one.table.replace('earshot_', '')} ${one.bytes.toFixed(0)}`).join(', ')})`,
        ],
        ['write-ahead log', `${cost.walBytes.toFixed(0)} bytes`],
        [
          'a message in NATS JetStream, one copy',
          cost.nats
            ? `${cost.nats.bytes.toFixed(0)} bytes, ${cost.nats.cpuMs.toFixed(3)} ms CPU`
            : 'not measured: no nats-server here',
        ],
      ],
    ),
    '',
    table(
      ['a day', ...stages.map(({ aDay }) => aDay.toLocaleString('en-US'))],
      [
        row(`at the peak (× ${PEAK} of the mean), a second`, ({ perSecond }) => upTo(perSecond)),
        row('this peak was', ({ measured }) => (measured ? 'measured' : 'extrapolated')),
        row('cores of collectors', ({ collectorCores }) => upTo(collectorCores)),
        row('cores of the database', ({ databaseCores }) => upTo(databaseCores)),
        row('received at the peak', ({ inBitsPerSecond }) => `${bytes(inBitsPerSecond / 8)}/s`),
        row('write-ahead log at the peak', ({ walPerSecond }) => `${bytes(walPerSecond)}/s`),
        row('write-ahead log a day', ({ walADay }) => bytes(walADay)),
        row(`disk for ${RETENTION_DAYS} days`, ({ diskBytes }) => bytes(diskBytes)),
        row('rows of one monthly partition', ({ rowsAMonth }) => rowsAMonth.toLocaleString('en-US')),
        row('partitions that are kept', ({ partitions }) => partitions),
        row(`NATS: disk for ${LOG_HOURS} h of the peak, ${COPIES} copies`, ({ logBytes }) =>
          logBytes === undefined ? '–' : bytes(logBytes),
        ),
        row(`NATS: cores, ${COPIES} copies`, ({ logCores }) => (logCores === undefined ? '–' : upTo(logCores))),
      ],
    ),
    '',
    `Formulas: peak = ${PEAK} × a day ÷ 86,400. Cores = peak × CPU ÷ ${USED}, since above ${100 * USED} % of a core queues grow; the database also counts a day's submissions in a day. Disk = a day × rows × ${RETENTION_DAYS} × ${ROOM} (bloat and room to act in), without attachments, which are as large as they are. Partitions = the months kept, one begun, one before and three ahead.`,
  ].join('\n');
};
