import { cpus, loadavg } from 'node:os';
import type { BuiltFiles } from './built-files';

/** One number of one run. */
export interface Figure {
  what: string;
  value: number;
  /** Digits after the point. @default 2 */
  digits?: number;
  unit: string;
  /** The most that it may be (DESIGN.md, Budgets). Without one it is printed to explain the others. */
  most?: number;
}

/** One run: builds nothing, measures what `npm run build` left in dist. */
export type Bench = (files: BuiltFiles) => Promise<Figure[]>;

/**
 * How long a page is left alone before its garbage is collected and its heap is read, ms. Longer than the limit of a
 * storage operation (2 s): until then a timer holds what belongs to each of the last operations, and is no leak.
 */
export const SETTLE_MS = 3_000;

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

interface Row extends Figure {
  runs: number[];
}

/** The same figures of several runs, side by side. */
export const figuresOf = (runs: Figure[][]): Row[] =>
  runs[0]!.map((first, index) => {
    const values = runs.map((run) => run[index]!.value);
    return { ...first, runs: values, value: median(values) };
  });

/** Prints a table; returns whether every median with a budget is within it. */
export function print(tables: { name: string; figures: Row[] }[]): boolean {
  const count = tables[0]!.figures[0]!.runs.length;
  const lines = [['', ...Array.from({ length: count }, (_, n) => `run ${n + 1}`), 'median', 'budget', '']];
  let within = true;
  for (const { name, figures } of tables) {
    lines.push([name]);
    for (const { what, runs, value, unit, most, digits = 2 } of figures) {
      const cells = [...runs, value].map((number) => `${number.toFixed(digits)} ${unit}`.trim());
      const fits = most === undefined || value <= most;
      within &&= fits;
      const budget = most === undefined ? ['', ''] : [`≤ ${most} ${unit}`.trim(), fits ? 'within' : 'OVER'];
      lines.push([`  ${what}`, ...cells, ...budget]);
    }
  }
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  console.log();
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column ? cell.padStart(widths[column]!) : line.length > 1 ? cell.padEnd(widths[0]!) : cell,
    );
    console.log(cells.join('  ').trimEnd());
  }
  const { model } = cpus()[0] ?? { model: 'unknown' };
  const load = loadavg().map((one) => one.toFixed(1));
  console.log(`\n${cpus().length} × ${model}, Node ${process.versions.node}, load ${load.join(' ')}`);
  console.log(within ? 'All medians are within their budgets.' : 'Some medians are over their budgets.');
  return within;
}
