// `npm run test:postgres`: the collector's suite again, on a real PostgreSQL instead of its built-in database, and the
// demo on one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

if (process.env.TEST_DATABASE_URL) {
  const run = fileURLToPath(new URL('run.mjs', import.meta.url));
  const what = ['--project', 'collector', '--project', 'browser', 'examples/collector/tests', 'shop/start-postgres'];
  process.exitCode = spawnSync(process.execPath, [run, ...what], { stdio: 'inherit' }).status ?? 1;
} else {
  // Without it the suite would pass on the built-in database and prove nothing.
  console.error(
    'TEST_DATABASE_URL is not set. Give an empty database, for example postgres://user@127.0.0.1/earshot_test',
  );
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}
