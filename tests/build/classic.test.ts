import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';

const dist = path.join(import.meta.dirname, '../../dist');
const read = (file: string) => readFileSync(path.join(dist, file), 'utf8');
const chunks = readdirSync(path.join(dist, 'chunks')).map((file) => `chunks/${file}`);
const scripts = [
  ...['earshot.js', 'earshot.full.js', 'earshot.webview.js', 'earshot.surveys.js', 'earshot.worker.js'],
  ...readdirSync(path.join(dist, 'locales')).flatMap((file) => (file.endsWith('.global.js') ? `locales/${file}` : [])),
];

describe('The script tag', () => {
  for (const file of scripts) {
    it(`${file} is a classic script without import or export statements, read alike in any encoding of the page`, () => {
      const text = read(file);
      expect(() => new vm.Script(text)).not.toThrow();
      expect(text).not.toMatch(/(^|[;}\n])\s*(export\b|import\s*[\w{*"'])/);
      // A page may be in EUC-KR: beyond ASCII only the mark in front says that this is UTF-8.
      expect(text).toMatch(/^(\ufeff|[\n\x20-\x7e]*$)/);
    });
  }

  it('parses in engines below the floor: nothing newer than ES2018 but import()', () => {
    const text = read('earshot.js');
    const supported = { 'dynamic-import': true };
    const lowered = (target: string) => transformSync(text, { target, supported, minify: true }).code;
    expect(lowered('es2018')).toBe(lowered('esnext'));
  });

  it('is named by no chunk, since importing it would boot it twice', () => {
    expect(chunks.length).toBeGreaterThan(4);
    for (const file of chunks) expect(read(file), file).not.toMatch(/earshot(\.full|\.webview)?\.js/);
  });

  it('has no chunk that imports another one: under a second URL it would ask for the first URL of the other', () => {
    for (const file of chunks) expect(read(file), file).not.toMatch(/(^|[;}])import\s*[\w{*"']|\bfrom\s*["']/);
  });

  it('asks for a failed chunk under a second URL, and never for the first one alone', () => {
    for (const file of chunks) expect(read(file).match(/import\(\s*["'`]/g), file).toBeNull();
    expect(read('earshot.js')).toContain('?r=');
    expect(chunks.some((file) => read(file).includes('?r='))).toBe(true);
  });

  it('names in integrity.json the hash of each file and of each URL that a retry may use', () => {
    const { files, importmap } = JSON.parse(read('integrity.json'));
    for (const file of [...scripts, ...chunks]) {
      const hash = `sha384-${createHash('sha384').update(read(file)).digest('base64')}`;
      expect(files[file], file).toBe(hash);
      if (file.startsWith('chunks/'))
        for (const url of [`./${file}`, `./${file}?r=1`, `./${file}?r=5`])
          expect(importmap.integrity[url], url).toBe(hash);
    }
    expect(Object.keys(files).sort()).toEqual([...scripts, ...chunks].sort());
  });

  it.each(['https://cdn.example.com/earshot/', 'https://cdn.example.com/earshot'])(
    'has an import map for pages of another origin where the build is told the folder: ASSETS_URL=%s',
    async (folder) => {
      const { importMap } = await import(pathToFileURL(path.join(dist, '../rollup.finish.mjs')).href);
      expect(Object.keys(importMap({ 'chunks/a.js': 'sha384-x' }, folder).integrity)).toEqual(
        ['', '?r=1', '?r=2', '?r=3', '?r=4', '?r=5'].map(
          (retry) => `https://cdn.example.com/earshot/chunks/a.js${retry}`,
        ),
      );
    },
  );
});
