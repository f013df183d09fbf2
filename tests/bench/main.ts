import { builtFiles } from './built-files';
import { drain } from './drain';
import { durable } from './durable';
import { evaluation } from './evaluation';
import type { Bench } from './figures';
import { figuresOf, print } from './figures';
import { pageCost } from './page-cost';

const BENCHES: { [name: string]: Bench } = { evaluation, page: pageCost, durable, drain };
const RUNS = 3;

/**
 * Runs the named benchmarks, or all, three times each, and prints one table of medians beside their budgets.
 * `--once` runs each a single time, to look at something quickly.
 * Returns the process's exit code: 1 when a median is over its budget.
 */
export async function main(wishes: string[]): Promise<number> {
  const runs = wishes.includes('--once') ? 1 : RUNS;
  const names = wishes.filter((wish) => wish !== '--once');
  const unknown = names.filter((name) => !BENCHES[name]);
  if (unknown.length) {
    console.error(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
    return 2;
  }
  const files = builtFiles();
  const chosen = names.length ? names : Object.keys(BENCHES);
  const tables = [];
  for (const name of chosen) {
    const results = [];
    for (let run = 1; run <= runs; run++) {
      process.stdout.write(`${name}: run ${run} of ${runs} … `);
      const startedMs = performance.now();
      results.push(await BENCHES[name]!(files));
      console.log(`${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
    }
    tables.push({ name, figures: figuresOf(results) });
  }
  files.remove();
  return print(tables) ? 0 : 1;
}
