import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../examples/collector/src/app';
import { startDemo } from '../../support/demo-process';

const url = process.env['TEST_DATABASE_URL'];

// run by `npm run test:postgres`
test.skipIf(!url)('npm start: DATABASE_URL is where the feedback goes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-start-'));
  const schema = `demo_${process.pid}`;
  const demo = await startDemo({ PORT: '0', DATA_DIR: folder, DATABASE_URL: url, DATABASE_SCHEMA: schema });
  try {
    expect(demo.output()).toContain('Stored in PostgreSQL');
    expect(await demo.rows()).toEqual([]);
    expect(await demo.readReport()).toContain('shop');
    expect(existsSync(join(folder, 'pglite'))).toBe(false);
  } finally {
    await demo.stop();
    const store = await openStore({ postgres: { url: url!, schema } });
    await store.database.query(`DROP SCHEMA ${schema} CASCADE`);
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
