import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** In `file`, `find` (which has to stand there once) becomes `put`. */
export type Change = [file: string, find: string, put: string];

/** A copy of the sources with some changes, in the tree, so that node_modules is found. `parts`: what else is copied. */
export function changedCopy(name: string, changes: Change[], parts: string[]): { folder: string; remove(): void } {
  const folder = join(ROOT, 'tests/output/changed', name);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  for (const part of ['src', 'package.json', 'tsconfig.json', ...parts])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  for (const [file, find, put] of changes) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (text.split(find).length !== 2) throw new Error(`"${name}" no longer fits ${file}: ${find}`);
    writeFileSync(path, text.replace(find, put));
  }
  return { folder, remove };
}

/** Builds what pages load from such a copy; `plain`: the script tag and its chunks alone, not made small, in a tenth of the time. */
export function changedBuild(
  name: string,
  changes: Change[],
  { plain = false } = {},
): { dist: string; remove(): void } {
  const configs = readdirSync(ROOT).filter((file) => file.startsWith('rollup.'));
  const { folder, remove } = changedCopy(name, changes, ['widget', 'themes', ...configs]);
  execFileSync(join(ROOT, 'node_modules/.bin/rollup'), ['-c', '--configPages', ...(plain ? ['--configPlain'] : [])], {
    cwd: folder,
    stdio: 'ignore',
  });
  return { dist: join(folder, 'dist'), remove };
}
