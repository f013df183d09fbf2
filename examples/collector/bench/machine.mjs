/** What a number was measured on: it says little without. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { mainVersionOfPostgres } from './running.mjs';

const require = createRequire(import.meta.url);
const pglite = dirname(require.resolve('@electric-sql/pglite'));

export const machineOf = () => ({
  at: new Date().toISOString().slice(0, 10),
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  pglite: JSON.parse(readFileSync(join(pglite, '../package.json'), 'utf8')).version,
  postgres: mainVersionOfPostgres() ?? 'none',
});
