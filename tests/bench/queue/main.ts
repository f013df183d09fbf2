import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { removeProfile } from '../../support/browser';
import { builtFiles } from '../built-files';
import { figuresOf, print } from '../figures';
import { budgeted } from './budgets';
import { measureDrain } from './drain';
import { measureDurable } from './durable';
import { type Ground, layGround, makePatterns, newVisit } from './ground';
import { measureLosses } from './losses';
import { measureStart } from './start';
import { measureStorm } from './storm';
import { type Measured, tableOf } from './table';
import { OVER_BUDGET, whyNotWritten } from './why-not-written';

const README = join(import.meta.dirname, '../../../README.md');
const MARKED = /(<!-- queue-cost -->\n)[\s\S]*?(<!-- \/queue-cost -->)/;

/** Says what is being measured, measures it, and says how long that took. */
async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`${what} … `);
  const startedMs = performance.now();
  const result = await work();
  console.log(`${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
  return result;
}

/** The record that all are given, and the browser's version, by a browser that is closed again. */
async function lookAround(ground: Ground) {
  const browser = await newVisit();
  try {
    const [earshot] = ground.contenders;
    const pattern = (await makePatterns(ground, browser, [earshot])).get(earshot)!;
    return { pattern, version: browser.context.browser()!.version() };
  } finally {
    await browser.close();
    removeProfile(browser.profile);
  }
}

/**
 * Measures the three side by side and prints a table and Earshot's budgets; `--write` puts the table into the README,
 * when the machine is quiet and the budgets hold. Returns the process's exit code: 1 when they do not.
 */
export async function main(wishes: string[]): Promise<number> {
  const unknown = wishes.filter((wish) => wish !== '--write');
  if (unknown.length) {
    console.error(`Unknown: ${unknown.join(', ')}. There is: --write.`);
    return 2;
  }
  const mayWrite = wishes.includes('--write');
  // Before the benchmark itself is a load.
  const [load = 0] = loadavg();
  const why = mayWrite && whyNotWritten(load, cpus().length);
  if (why) {
    console.error(why);
    return 1;
  }
  const files = builtFiles();
  const ground = await layGround(files);
  try {
    const { pattern, version } = await step('What all are given', () => lookAround(ground));
    const measured: Measured = {
      durable: await step('Submit until stored, with 10 and with 10,000 waiting', () => measureDurable(ground)),
      drain: await step('Drain of 10,000, three times each', () => measureDrain(ground)),
      start: await step('Start of a page with 10,000 waiting', () => measureStart(ground)),
      storm: await step('50 tabs', () => measureStorm(ground, pattern)),
      losses: await step('Who loses words', () => measureLosses(ground, pattern)),
    };
    const before = `a load of ${load.toFixed(1)} on ${cpus().length} processors before it`;
    const day = new Date().toISOString().slice(0, 10);
    const lines = [
      ...tableOf(measured, ground.contenders),
      '',
      `Chromium ${version}, ${day}, ${before}; each record has ${Buffer.byteLength(pattern.body)} bytes. \`npm run bench:queue -- --write\` measures it again; [tests/bench](tests/bench) says how, and what is unfair to whom.`,
    ];
    console.log(`\n${lines.join('\n')}`);
    const [earshot] = ground.contenders;
    const within = print([{ name: 'queue', figures: figuresOf([budgeted(measured, earshot)]) }]);
    if (mayWrite && within) write(lines);
    else if (mayWrite) console.error(OVER_BUDGET);
    return within ? 0 : 1;
  } finally {
    await ground.close();
    files.remove();
  }
}

function write(lines: string[]): void {
  const text = readFileSync(README, 'utf8');
  if (!MARKED.test(text)) throw new Error('README.md has no <!-- queue-cost --> … <!-- /queue-cost -->.');
  writeFileSync(
    README,
    text.replace(MARKED, (_, open, close) => `${open}\n${lines.join('\n')}\n\n${close}`),
  );
}
