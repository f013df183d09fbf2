import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildMutant, MUTANTS } from './mutants';
import { type Outcome, walk } from './walk';
import { DIST } from './world';
import { withFigures } from './write';

/** From so many submissions on each fault has to have met something so often. */
const [MANY, OFTEN] = [10_000, 50];

const usage = `npm run chaos [-- [SUBMISSIONS] [--seeds N] [--seed S] [--mutant NAME] [--write]]
  SUBMISSIONS  in all, by default 10000
  --seeds N    so many walks share them, by default one for 500
  --seed S     the first seed (the others follow); a walk that failed is repeated by its own, with --seeds 1
  --mutant     a queue that is broken on purpose, which has to be found: ${Object.keys(MUTANTS).join(', ')}
  --write      puts the figures into tests/README.md, unless something failed: for ${MANY} submissions or more`;

const WIDTH = 30;
const terminal = process.stdout.isTTY;
let lastTenth = -1;

/** One line that is written over; where there is no terminal, a line a tenth. */
const progress = (made: number, all: number, what: string) => {
  const done = Math.round((made / all) * WIDTH);
  const line = `[${'#'.repeat(done)}${'.'.repeat(WIDTH - done)}] ${made} of ${all}, ${what}`;
  if (terminal) process.stdout.write(`\r${line.padEnd(78)}`);
  else if (Math.floor((made / all) * 10) !== lastTenth) {
    lastTenth = Math.floor((made / all) * 10);
    console.log(line);
  }
};

/** Returns the process's exit code: 1 when a word was lost, stored twice or sent by two at once, or a mutant was not found. */
export async function main(words: string[]): Promise<number> {
  const option = (name: string) => {
    const at = words.indexOf(`--${name}`);
    return at < 0 ? undefined : words.splice(at, 2)[1];
  };
  const mutant = option('mutant');
  const seeds = option('seeds');
  const first = Number(option('seed') ?? 1 + (Date.now() % 1e6));
  const write = words.includes('--write') && words.splice(words.indexOf('--write'), 1);
  const submits = Number(words[0] ?? MANY);
  const walks = Number(seeds ?? Math.max(1, Math.ceil(submits / 500)));
  if (
    words.length > 1 ||
    ![first, submits, walks].every((n) => n > 0) ||
    (mutant && (write || !MUTANTS[mutant])) ||
    (write && submits < MANY)
  ) {
    console.error(usage);
    return 2;
  }
  if (!existsSync(join(DIST, 'earshot.js'))) {
    console.error('dist/earshot.js is missing. Run `npm run build` first.');
    return 2;
  }
  const built = mutant ? buildMutant(mutant) : undefined;
  const outcomes: Outcome[] = [];
  let broken = 0;
  const each = Math.ceil(submits / walks);
  try {
    for (let at = 0; at < walks; at++) {
      const seed = first + at;
      try {
        const outcome = await walk(built?.dist ?? DIST, seed, each, (made) =>
          progress(at * each + made, walks * each, `seed ${seed}`),
        );
        outcomes.push(outcome);
        if (isBad(outcome)) tell(outcome);
        if (mutant && isBad(outcome)) break;
      } catch (error) {
        broken++;
        console.log(`\nSeed ${seed} did not end: ${(error as Error).stack}\n${again(each, seed)}`);
      }
    }
  } finally {
    built?.remove();
  }
  if (terminal) console.log();
  return print(outcomes, broken, submits, mutant, !!write) ? 0 : 1;
}

const again = (submits: number, seed: number) => `  Again: npm run chaos -- ${submits} --seeds 1 --seed ${seed}`;

/** So many may be in memory only: a walk denies consent now and then, for a moment. */
const MOST_IN_MEMORY = 0.1;

const isBad = ({ asked, lost, twice, overlaps, refused, inMemory, waiting }: Outcome) =>
  lost.length + twice.length + overlaps.length + refused.length + waiting > 0 || inMemory > asked * MOST_IN_MEMORY;

const tell = ({ seed, asked, lost, twice, overlaps, refused, inMemory, waiting, story }: Outcome) => {
  console.log(`\nSeed ${seed} failed.\n${again(asked, seed)}`);
  if (refused.length) console.log(`  refused by submit(): ${refused.join(', ')}`);
  if (inMemory > asked * MOST_IN_MEMORY) console.log(`  ${inMemory} of ${asked} in memory only`);
  if (lost.length) console.log(`  lost: ${lost.join(' ')}`);
  for (const line of story) console.log(`  ${line}`);
  if (twice.length) console.log(`  stored more than once: ${twice.join(' ')}`);
  if (overlaps.length) console.log(`  sent by two at the same time: ${overlaps.join(' ')}`);
  if (waiting) console.log(`  still waiting at the end: ${waiting}`);
};

function print(
  outcomes: Outcome[],
  broken: number,
  submits: number,
  mutant: string | undefined,
  write: boolean,
): boolean {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + of(outcome), 0);
  const merged = (of: (outcome: Outcome) => { [name: string]: number }) => {
    const all: { [name: string]: number } = {};
    for (const outcome of outcomes)
      for (const [name, count] of Object.entries(of(outcome))) all[name] = (all[name] ?? 0) + count;
    return Object.entries(all).sort(([, a], [, b]) => b - a);
  };
  console.log('\nHow often each fault met something:');
  const fired = merged((outcome) => outcome.fired);
  for (const [name, count] of fired) console.log(`  ${String(count).padStart(7)}  ${name}`);
  const left = merged((outcome) => outcome.left);
  const figures: [string, number][] = [
    ['submissions', sum(({ asked }) => asked)],
    ['on the device when submit() resolved', sum(({ durable }) => durable)],
    ['in memory only', sum(({ inMemory }) => inMemory)],
    ['refused by submit()', sum(({ refused }) => refused.length)],
    ['stored', sum(({ stored }) => stored)],
    ['duplicates that the collector absorbed', sum(({ duplicates }) => duplicates)],
    ...left.map(([event, count]): [string, number] => [`left with the event "${event}"`, count]),
    ['lost', sum(({ lost }) => lost.length)],
    ['stored more than once', sum(({ twice }) => twice.length)],
    ['sent by two at the same time', sum(({ overlaps }) => overlaps.length)],
    ['still waiting at the end', sum(({ waiting }) => waiting)],
  ];
  console.log(`\n${outcomes.length} seeds, ${Math.round(sum(({ ms }) => ms) / 1000)} s:`);
  for (const [name, count] of figures) console.log(`  ${String(count).padStart(7)}  ${name}`);
  let bad = outcomes.filter(isBad).length + broken;
  if (submits >= MANY && !mutant) {
    const rare = fired.filter(([, count]) => count < OFTEN).map(([name]) => name);
    if (rare.length) console.log(`\nLess than ${OFTEN} times: ${rare.join(', ')}`);
    const duplicates = sum((outcome) => outcome.duplicates);
    if (!duplicates) console.log('\nNo duplicate was absorbed: the faults were none.');
    bad += Number(rare.length > 0) + Number(!duplicates);
  }
  if (mutant) {
    console.log(bad ? `\nThe queue that is broken by "${mutant}" was found.` : `\n"${mutant}" was NOT found.`);
    return bad > 0;
  }
  if (write && !bad) {
    const manual = join(import.meta.dirname, '../README.md');
    writeFileSync(manual, withFigures(readFileSync(manual, 'utf8'), figures, fired));
    console.log('\nWritten to tests/README.md.');
  }
  console.log(`\n${Math.max(0, outcomes.length + broken - bad)} passed, ${bad} failed`);
  return bad === 0;
}
