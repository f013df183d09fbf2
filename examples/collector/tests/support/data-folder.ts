import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

const modules = join(import.meta.dirname, '../../../../node_modules');
const { version } = JSON.parse(readFileSync(join(modules, '@electric-sql/pglite/package.json'), 'utf8'));
const template = join(modules, '.cache/earshot-collector', `pglite-${version}`);

/**
 * A new data folder whose database is initialised and empty. Initialising costs PGlite six seconds of CPU and opening
 * under one, so it is done once for all tests and copied.
 */
export const newDataFolder = async (): Promise<string> => {
  if (!existsSync(template)) {
    mkdirSync(dirname(template), { recursive: true });
    const making = mkdtempSync(join(dirname(template), 'making-'));
    await (await PGlite.create(making)).close();
    try {
      renameSync(making, template);
    } catch {
      rmSync(making, { recursive: true, force: true }); // another test file was faster
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'earshot-data-'));
  cpSync(template, join(folder, 'pglite'), { recursive: true });
  return folder;
};
