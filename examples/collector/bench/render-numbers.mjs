/** The block of the README, from what was measured: nothing in it is written by hand. */
const ms = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const count = (value) => Math.round(value).toLocaleString('en-US');
const verdict = (good) => (good ? 'yes' : '**no**');
const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');

export const onMachine = ({ at, cores, cpu, memoryGiB, node, pglite, postgres }) =>
  `${at}, ${cores} cores (${cpu}), ${memoryGiB} GiB, Node ${node.slice(1)}, PGlite ${pglite}, PostgreSQL ${postgres}`;

const ingest = (all = {}) =>
  Object.entries(all).map(([storage, { share, p99Ms, runs, connections }]) => {
    const middle = [...runs].sort((a, b) => a.share - b.share)[runs.length >> 1];
    return [
      `Ingest on ${storage}, ${connections} connections`,
      `${percent(share)} of the same server without storage (${count(middle.collectorPerSecond)} of ${count(middle.referencePerSecond)}/s), p99 ${ms(p99Ms)} ms`,
      '≥ 40 %, p99 ≤ 50 ms',
      verdict(share >= 0.4 && p99Ms <= 50),
    ];
  });

const report = ({ storage, sizes, pages, counted } = { pages: [] }) => [
  ...pages.map(({ name, smallMs, largeMs }) => [
    `Report on ${storage}: ${name}`,
    `${ms(smallMs)} ms over ${count(sizes[0])}, ${ms(largeMs)} ms over ${count(sizes[1])} submissions, ratio ${(largeMs / smallMs).toFixed(2)}`,
    '≤ 1 s, ratio ≤ 2 or 50 ms more',
    verdict(largeMs <= 1_000 && (largeMs / smallMs <= 2 || largeMs - smallMs <= 50)),
  ]),
  ...(counted ? [[`Counting on ${storage}`, `${count(counted)} records/s`, '', '']] : []),
];

const bursts = (all = {}) =>
  Object.entries(all).map(([storage, { days, ratio, submissions, refused }]) => [
    `A week of bursts replayed on ${storage}`,
    `${count(submissions)} submissions, ${refused} refused; memory at most ${count(days[0].rss / 1_048_576)} MB on the first day, ${count(days.at(-1).rss / 1_048_576)} MB on the last, ratio ${ratio.toFixed(2)}`,
    'ratio ≤ 1.5',
    verdict(ratio <= 1.5 && !refused),
  ]);

const sample = (loaded) =>
  loaded
    ? [
        [
          `The sample of ${count(loaded.submissions)} submissions on PGlite`,
          `${loaded.seconds.toFixed(1)} s, ${count(loaded.perSecond)} records/s`,
          '',
          '',
        ],
      ]
    : [];

const WHAT = {
  collectors: 'Two collectors on one PostgreSQL, one killed',
  standby: 'A synchronous standby promoted under load',
  jetstream: 'Three nodes of JetStream, the leader killed',
};
const failures = ({ runs = [], skipped = [] } = {}) => [
  ...[...new Set(runs.map(({ name }) => name))].map((name) => {
    const mine = runs.filter((run) => run.name === name);
    const sum = (key) => mine.reduce((all, run) => all + (run[key] ?? 0), 0);
    const gaps = mine.flatMap((run) => (run.faults ?? []).map(({ gapMs }) => gapMs));
    const good = mine.every(
      (run) => run.acked !== undefined && run.acked === run.stored && !run.lost && !run.duplicates && !run.why?.length,
    );
    return [
      WHAT[name] ?? name,
      `${mine.length} runs: acked ${count(sum('acked'))}, stored ${count(sum('stored'))}, lost ${sum('lost')}, duplicates ${sum('duplicates')}${gaps.length ? `; longest gap ${(Math.max(...gaps) / 1_000).toFixed(1)} s` : ''}`,
      'acked = stored, each once',
      verdict(good),
    ];
  }),
  ...skipped.map(({ name, why }) => [WHAT[name] ?? name, `not run: ${why}`, 'acked = stored, each once', '']),
];

/** Markdown, without its markers. */
export const numbersBlock = (numbers) =>
  [
    `Measured ${numbers.quick ? 'only to show that the command works (`--quick`): these numbers say nothing' : 'by `npm run numbers -- --write`'}, ${onMachine(numbers.machine)}.`,
    '',
    table(
      ['what', 'measured', 'budget', 'within'],
      [
        ...ingest(numbers.ingest),
        ...report(numbers.report),
        ...bursts(numbers.bursts),
        ...sample(numbers.sample),
        ...failures(numbers.failures),
      ],
    ),
  ].join('\n');
