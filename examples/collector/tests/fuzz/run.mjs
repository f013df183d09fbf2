/** `npm run fuzz -- --minutes 5 --seed 7`: the fuzz run of `npm test`, for longer and from another seed. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error(`--minutes must be more than 0; it is "${values.minutes}".`);
const seed = values.seed ?? String(Date.now() % 1e9);
console.log(`fuzz: ${minutes} minutes from seed ${seed}`);
const timeout = String(Math.ceil(minutes * 60_000 + 300_000));
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--project', 'collector', 'examples/collector/tests/fuzz', '--testTimeout', timeout],
  { stdio: 'inherit', env: { ...process.env, FUZZ_MINUTES: String(minutes), FUZZ_SEED: seed } },
);
process.exitCode = status ?? 1;
