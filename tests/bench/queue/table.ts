import type { Contender } from './contenders';
import type { Drain } from './drain-figures';
import type { Durable } from './durable';
import type { Fault, Loss } from './losses';
import type { Spread } from './spread';
import type { Start } from './start';
import type { Storm } from './storm';
import { DRAIN_LIMIT_MS, EACH, FAILING_MS, FEW, LOSABLE, MANY, TABS } from './work';

export interface Measured {
  durable: Map<Contender, Durable>;
  drain: Map<Contender, Drain>;
  start: Map<Contender, Start>;
  storm: Map<Contender, Storm>;
  losses: Map<Contender, { [fault in Fault]: Loss }>;
}

const many = MANY.toLocaleString('en');
const round = (value: number) => value.toFixed(value < 10 ? 1 : 0);
/** The median, and where half of the samples lie (of three rounds: the least and the most). */
const times = ({ median, from, to }: Spread) => `${median.toFixed(2)} × (${from.toFixed(2)}–${to.toFixed(2)})`;

const duration = (seconds: number) => (seconds < 120 ? `${round(seconds)} s` : `${round(seconds / 60)} min`);

const drained = ({ seconds: { median, from, to }, sent }: Drain) =>
  sent < MANY
    ? `≈ ${duration(median)} at the pace of its first ${DRAIN_LIMIT_MS / 1000} s (${sent.toLocaleString('en')} sent)`
    : `${duration(median)} (${round(from)}–${round(to)})`;

const loss = ({ lost, twice, waiting }: Loss) =>
  [`${lost} lost`, `${twice} twice`, ...(waiting ? [`${waiting} still waiting`] : [])].join(', ');

const stormed = ({ seconds, arrived, requests, twice }: Storm) =>
  [
    ...(arrived < TABS * EACH ? [`${arrived} of ${TABS * EACH} in ${duration(seconds)}`] : [duration(seconds)]),
    `${requests} requests`,
    `${twice} twice`,
  ].join(', ');

/** The rows of the table by what they measure; a test of the README holds that each is there. */
export const ROWS: [string, (measured: Measured, contender: Contender) => string][] = [
  [
    `submit → stored ÷ a bare strict put, ${FEW} waiting`,
    ({ durable }, contender) => times(durable.get(contender)!.few),
  ],
  [`the same with ${many} waiting`, ({ durable }, contender) => times(durable.get(contender)!.many)],
  [`submit with ${many} waiting ÷ with ${FEW}`, ({ durable }, contender) => times(durable.get(contender)!.growth)],
  [`${many} waiting, until the last arrived`, ({ drain }, contender) => drained(drain.get(contender)!)],
  ['requests for 100 of them', ({ drain }, contender) => (100 * drain.get(contender)!.requestsEach).toFixed(0)],
  [
    'JS heap afterwards, against a page that sent one; the most meanwhile',
    ({ drain }, contender) => {
      const { leftBytes, mostMiB, sent } = drain.get(contender)!;
      const left = `${leftBytes < 0 ? '−' : '+'} ${(Math.abs(leftBytes) / 2 ** 20).toFixed(2)} MiB`;
      return `${left} after ${sent.toLocaleString('en')} sent; ${round(mostMiB)} MiB`;
    },
  ],
  [
    `start of a page, task time with ${many} waiting ÷ with none`,
    ({ start }, contender) => {
      const { ratio, noneMs, manyMs } = start.get(contender)!;
      return `${times(ratio)}: ${round(noneMs)} → ${round(manyMs)} ms`;
    },
  ],
  [`${TABS} tabs with ${EACH} each, the network returns`, ({ storm }, contender) => stormed(storm.get(contender)!)],
  [
    `${LOSABLE} drain, the browser is killed with a request on its way`,
    ({ losses }, contender) => loss(losses.get(contender)!['killed-sending']),
  ],
  ['the same with the answer on its way', ({ losses }, contender) => loss(losses.get(contender)!['killed-answered'])],
  [
    `${LOSABLE} drain, the endpoint answers 500 for ${FAILING_MS / 1000} s`,
    ({ losses }, contender) => loss(losses.get(contender)!.failing),
  ],
];

/** Lines of Markdown. */
export function tableOf(measured: Measured, contenders: Contender[]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['', ...contenders.map(({ name, version }) => `${name} ${version}`)]),
    `|${'---|'.repeat(contenders.length + 1)}`,
    ...ROWS.map(([what, cell]) => line([what, ...contenders.map((contender) => cell(measured, contender))])),
  ];
}
