import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { brokenLayers, type Graph } from './layers';

const root = path.join(import.meta.dirname, '../..');
const work = path.join(root, 'tests/output/mutants');
const graphOf = (folder: string): Graph => JSON.parse(readFileSync(path.join(folder, 'dist/graph.json'), 'utf8'));

/** Builds what pages load from a copy in which one file was changed. It lies in the tree, so node_modules is found. */
const buildChanged = async (name: string, file: string, change: (text: string) => string) => {
  const folder = path.join(work, name);
  mkdirSync(folder, { recursive: true });
  for (const part of ['src', 'widget', 'themes', 'package.json', 'tsconfig.json'])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  for (const part of readdirSync(root).filter((name) => name.startsWith('rollup.')))
    cpSync(path.join(root, part), path.join(folder, part));
  const changed = path.join(folder, file);
  writeFileSync(changed, change(readFileSync(changed, 'utf8')));
  await promisify(execFile)(path.join(root, 'node_modules/.bin/rollup'), ['-c', '--configPages', '--configPlain'], {
    cwd: folder,
  });
  return graphOf(folder);
};

afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('Imports flow one way, on what was built', () => {
  it('holds for every file and module of this build', () => {
    const graph = graphOf(root);
    expect(Object.keys(graph)).toEqual(['chunks', 'loader', 'worker', 'full', 'webview', 'surveys', 'npm']);
    expect(Object.keys(graph['chunks']!.modules).length).toBeGreaterThan(20);
    expect(brokenLayers(graph)).toEqual([]);
  });

  it('fails when the engine imports zod, used or not', async () => {
    const graph = await buildChanged(
      'zod',
      'src/feedback.ts',
      (text) => `import { z } from 'zod';\n(globalThis as any).z = z;\n${text}`,
    );
    const broken = brokenLayers(graph);
    expect(
      broken.filter((line) => /^src\/feedback\.ts imports node_modules\/zod\/.*src\/contract only$/.test(line)),
    ).toHaveLength(1);
    expect(broken.some((line) => /^chunks\/start.*holds zod/.test(line))).toBe(true);
    const unused = await buildChanged(
      'zod',
      'src/feedback.ts',
      (text) => `import 'zod';\n${text.slice(text.indexOf('\n', text.indexOf('= z')) + 1)}`,
    );
    expect(brokenLayers(unused).some((line) => line.startsWith('src/feedback.ts imports node_modules/zod/'))).toBe(
      true,
    );
  });

  it('fails when the engine imports the panel statically', async () => {
    const graph = await buildChanged(
      'panel',
      'src/feedback.ts',
      (text) => `import { mountPanel } from '../widget/panel';\n(globalThis as any).m = mountPanel;\n${text}`,
    );
    const broken = brokenLayers(graph);
    expect(broken).toContain('src/feedback.ts imports widget/panel.tsx: src reaches the widget by import() only');
    expect(broken.some((line) => /and is loaded before the panel$/.test(line))).toBe(true);
  });

  it('fails when the loader imports from outside its folder', async () => {
    const graph = await buildChanged('loader', 'src/loader/boot.ts', (text) => `import '../parse-options';\n${text}`);
    expect(brokenLayers(graph)).toContain('src/loader/boot.ts imports src/parse-options.ts: the loader stands alone');
  });
});
