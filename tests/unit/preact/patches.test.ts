import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { minify } from 'terser';
import { expect, test } from 'vitest';
import { checkVersion, patched, patches, version } from '../../../rollup.preact.mjs';
import { bundle, everything } from './cut';

const source = (file: string) => readFileSync(`node_modules/preact/${file}`, 'utf8');

test('Every patch has a name of its own and a reason', () => {
  for (const { off, safe } of patches) expect(`${off}: ${safe}`).toMatch(/^.{10,}: .{10,}$/);
  expect(new Set(patches.map(({ off }) => off)).size).toBe(patches.length);
});

test('Each single edit that does not find its text stops the build with the name of its patch', () => {
  for (const [at, patch] of patches.entries()) {
    for (const edit of patch.edits.keys()) {
      const changed = structuredClone(patches);
      const [, find] = changed[at]!.edits[edit]!;
      changed[at]!.edits[edit]![1] = typeof find === 'string' ? `${find}§` : [`${find[0]}§`, ...find.slice(1)];
      expect(() => patched(changed)).toThrow(
        `The patch "${patch.off}" no longer fits preact's ${patch.edits[edit]![0]}`,
      );
    }
  }
});

test.each([
  ['src/diff/index.js', 'export function unmount(', 'export function unmountTree(', 'the least number of moves'],
  ['src/diff/props.js', "name == 'popover' && value == true ? '' : value", 'value', 'DOM properties but value'],
  ['src/diff/children.js', '\tif (moved) {', '\tif (moved) {}\n\tif (moved) {', 'the least number of moves'],
])('A Preact whose %s reads otherwise stops the build: %s', (file, text, other, name) => {
  const upgraded = (asked: string) => (asked === file ? source(file).replace(text, other) : source(asked));
  expect(() => patched(patches, upgraded)).toThrow(`The patch "${name}`);
  expect(() => patched(patches, source)).not.toThrow();
});

test('Another version of Preact than the patches were written for stops the build', () => {
  expect(() => checkVersion('11.3.0')).toThrow(`written against preact ${version}, but 11.3.0 is installed`);
  expect(() => checkVersion()).not.toThrow();
});

test('What is left touches no HTML text, style or eval, and nothing of what is switched off', async () => {
  const code = await bundle(everything);
  expect(code).not.toMatch(/innerHTML|outerHTML|insertAdjacent|\.style\b|cssText|\beval\b|\bFunction\(|setTimeout/);
  expect(code).not.toMatch(
    /setState|getDerived|contextType|isHydrating|excessDom|refQueue|commitQueue|globalContext|options/,
  );
  expect(code).not.toMatch(/\._[a-z]/);
});

test('Only names in Preact are shortened, and the same in each build', async () => {
  const entry = `${everything} export const other = (it) => it._children + it._dom;`;
  const code = await bundle(entry);
  expect(code).toContain('it._children + it._dom');
  expect(await bundle(entry)).toBe(code);
});

test('An import of something that is switched off does not build', async () => {
  await expect(bundle(`export { Component } from 'preact';`)).rejects.toThrow(/"Component" is not exported/);
  await expect(bundle(`export { hydrate } from 'preact';`)).rejects.toThrow(/"hydrate" is not exported/);
});

test('It is at most 870 bytes after terser and brotli 11 (Preact as published: 4,222)', async () => {
  const used = `export { render, h, Fragment } from 'preact';`;
  const { code } = await minify(await bundle(used), {
    module: true,
    ecma: 2020,
    compress: { passes: 2, unsafe_arrows: true },
  });
  const { length } = brotliCompressSync(code!, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  expect(length).toBeGreaterThan(500);
  expect(length).toBeLessThanOrEqual(870);
});

test('No view gives a key, a ref or children as an attribute: the patched Preact knows none of them', () => {
  const views = (readdirSync('widget', { recursive: true }) as string[]).filter((file) => file.endsWith('.tsx'));
  expect(views.length).toBeGreaterThan(10);
  for (const view of views)
    expect(readFileSync(`widget/${view}`, 'utf8').match(/\s(key|ref|children)=\{/)?.[0], view).toBeUndefined();
});
