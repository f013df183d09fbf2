import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Queues that are broken on purpose, as others shipped them: a run that does not find them proves nothing. */
export const MUTANTS: { [name: string]: [file: string, find: string, put: string][] } = {
  'remove-before-ack': [
    [
      'src/feedback.ts',
      '    const reply = await engine.transport(',
      '    await removeEntry(store, id);\n    const reply = await engine.transport(',
    ],
  ],
  'no-lease': [
    ['src/feedback.ts', 'lease: at + settings.timing.leaseMs', 'lease: 0'],
    ['src/delivery/queue.ts', 'lease: time + timing.leaseMs', 'lease: 0'],
  ],
  'request-success': [
    [
      'src/delivery/disk.ts',
      'put: (key, value) => rows.put(value, key),',
      'put: (key, value) => (last = rows.put(value, key)),',
    ],
    [
      'src/delivery/disk.ts',
      '    const completed = promisifyRequest(tx);',
      '    let last: IDBRequest | undefined;\n    const completed = promisifyRequest(tx);',
    ],
    [
      'src/delivery/disk.ts',
      '    return completed;',
      '    completed.catch(() => {});\n    return last ? promisifyRequest(last as IDBRequest<never>) : completed;',
    ],
  ],
  'new-id-on-retry': [
    [
      'src/delivery/send.ts',
      'claimed.map(({ body }) => body)',
      "claimed.map(({ body, id, tries }) => (tries ? body.replace(id, id.slice(0, -4) + Math.random().toString(16).slice(2, 6).padEnd(4, '0')) : body))",
    ],
  ],
};

/** Builds what pages load with the mutant's changes, in a folder of the tree, so that node_modules is found. */
export function buildMutant(name: string): { dist: string; remove(): void } {
  const folder = join(ROOT, 'tests/output/chaos', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of ['src', 'widget', 'themes', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  for (const part of readdirSync(ROOT).filter((file) => file.startsWith('rollup.')))
    cpSync(join(ROOT, part), join(folder, part));
  for (const [file, find, put] of MUTANTS[name]!) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (text.split(find).length !== 2) throw new Error(`The mutant "${name}" no longer fits ${file}: ${find}`);
    writeFileSync(path, text.replace(find, put));
  }
  execFileSync(join(ROOT, 'node_modules/.bin/rollup'), ['-c', '--configPages'], { cwd: folder, stdio: 'ignore' });
  return { dist: join(folder, 'dist'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
