// `npm run test:postgres`: the collector's suite again, on a real PostgreSQL instead of its built-in database, and the
// demo on one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

if (process.env.TEST_DATABASE_URL) {
  const run = fileURLToPath(new URL('run.mjs', import.meta.url));
  const what = ['--project', 'collector', '--project', 'browser', 'examples/collector/tests', 'shop/start-postgres'];
  const whole = spawnSync(process.execPath, [run, ...what], { stdio: 'inherit' }).status ?? 1;
  // What stores, erases, exports and restores, once more on submissions that are partitioned by month.
  const about = ['transfer', 'inbox/erasure', 'erasure', 'idempotence'];
  const files = about.map((name) => `examples/collector/tests/${name}`);
  const env = { ...process.env, TEST_PARTITIONS: '1' };
  console.log('\nThe same on partitions: %s', about.join(', '));
  const vitest = [
    fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url)),
    'run',
    '--project',
    'collector',
  ];
  const parts = whole ? 0 : (spawnSync(process.execPath, [...vitest, ...files], { stdio: 'inherit', env }).status ?? 1);
  if (parts) console.log('\n0 passed, 1 failed');
  process.exitCode = whole || parts;
} else {
  // Without it the suite would pass on the built-in database and prove nothing.
  console.error(
    'TEST_DATABASE_URL is not set. Give an empty database, for example postgres://user@127.0.0.1/earshot_test',
  );
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}
