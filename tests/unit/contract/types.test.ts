import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const bin = join(root, 'node_modules/typescript/bin/tsc');
const tsc = (...args: string[]) => {
  const { status, stdout } = spawnSync(process.execPath, [bin, ...args], { cwd: root, encoding: 'utf8' });
  return { status, stdout };
};

// Inside the project, so that imports resolve as they do for everything else.
const folder = mkdtempSync(join(root, 'node_modules/.earshot-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project = (name: string, settings: object) => {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify({ extends: join(root, 'tsconfig.json'), ...settings }));
  return path;
};

// An expected error that does not come is itself an error (TS2578).
it('the public types equal the zod contract, and the wrong code in tests/types does not compile', () => {
  expect(tsc('--noEmit', '-p', 'tests/types')).toEqual({ status: 0, stdout: '' });
}, 60_000);

it('the declarations behind earshot/contract never import zod, so that its users need not have it', () => {
  const out = join(folder, 'types');
  const emit = { noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: join(root, 'src/contract') };
  const path = project('emit', { compilerOptions: { ...emit, outDir: out }, include: [join(root, 'src/contract')] });
  expect(tsc('-p', path)).toEqual({ status: 0, stdout: '' });
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, wanted] of readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g)) {
      expect(wanted, `imported by ${relative(out, file)}`).toMatch(/^\.\//);
      visit(join(dirname(file), `${wanted}.d.ts`));
    }
  };
  visit(join(out, 'index.d.ts'));
  expect(seen.size).toBeGreaterThan(4);
}, 60_000);
