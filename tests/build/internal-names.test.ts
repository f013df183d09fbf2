import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { internalNames, shortNames, textNames } from '../../rollup.internal-names.mjs';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const below = (folder: string, ending: RegExp): string[] =>
  (readdirSync(path.join(root, folder), { recursive: true }) as string[])
    .filter((file) => ending.test(file))
    .map((file) => path.join(folder, file));

/** Names of properties that a text of declarations speaks of. */
const declared = (text: string) =>
  new Set(Array.from(text.matchAll(/^\s+(?:readonly |get |set )*"?(\w+)"?\??\s*[:(<]/gm), ([, name]) => name!));
/** The part of a file between the line that begins with `from` and the next line that is a closing brace. */
const block = (file: string, from: string) => {
  const text = read(file);
  const start = text.indexOf(`\n${from}`);
  expect(start, `${file}: ${from}`).toBeGreaterThan(0);
  return text.slice(start, text.indexOf('\n}', start));
};
const all = [...internalNames, ...textNames];
const isInternal = (name: string) => all.includes(name);

describe('Names that the build makes short are nobody else’s', () => {
  it('not the browser’s and not the language’s', () => {
    const libs = below('node_modules', /^[^/]*\/?[^/]*\/?lib\/lib\.(dom|es\d+|esnext)[\w.]*\.d\.ts$/);
    const names = declared(libs.map(read).join('\n'));
    expect(names.has('addEventListener') && names.has('replaceSync') && names.has('flatMap')).toBe(true);
    expect([...names].filter(isInternal)).toEqual([]);
  });

  it('not the contract’s, whose names collectors read', () => {
    const names = new Set<string>();
    const walk = (schema: unknown) => {
      if (typeof schema !== 'object' || !schema) return;
      for (const name of Object.keys((schema as { properties?: object }).properties ?? {})) names.add(name);
      for (const part of Object.values(schema)) walk(part);
    };
    for (const file of below('dist/schema', /\.json$/)) walk(JSON.parse(read(file)));
    expect(names.has('promptByBand') && names.has('userKey')).toBe(true);
    expect([...names].filter(isInternal)).toEqual([]);
  });

  it('not those of options, methods and events, which pages use', () => {
    const names = new Set(
      [
        declared(read('src/options.ts')),
        declared(block('src/index.ts', 'export interface Feedback')),
        ...['EventDetail', 'Journey', 'Identity'].map((it) =>
          declared(block('src/engine.ts', `export interface ${it}`)),
        ),
        declared(block('src/engine.ts', 'export interface OpenHow')),
        declared(read('src/host/earshot-host.ts')),
        // what may be handed to submit()
        declared(block('src/survey/panel-host.ts', 'export interface Filled')),
      ].flatMap((set) => [...set]),
    );
    expect(names.has('keepQuery') && names.has('setConsent') && names.has('traits')).toBe(true);
    // `submit()` sets it itself, whatever it is handed
    names.delete('startedAtMs');
    expect([...names].filter(isInternal)).toEqual([]);
  });

  it('not those of stored rows, which older and newer builds read', () => {
    const names = [
      ...declared(block('src/delivery/entry.ts', 'export interface Entry')),
      ...declared(block('src/delivery/entry.ts', 'export interface Total')),
      ...declared(block('src/delivery/retry.ts', 'export interface EndpointState')),
      ...declared(block('src/survey/panel-host.ts', 'export interface Draft')),
    ];
    expect(names).toContain('okAt');
    expect(names.filter(isInternal)).toEqual([]);
  });

  it('and neither a string nor the export of a chunk says one of them', () => {
    for (const file of ['dist/index.js', ...below('dist/npm', /\.js$/), ...below('dist/locales', /\.js$/)])
      for (const name of all)
        expect(read(file).match(new RegExp(`(['"\`])${name}\\1`))?.[0], `${file} says`).toBeUndefined();
    for (const file of below('dist/chunks', /\.js$/)) {
      const exported = Array.from(read(file).matchAll(/export\s*\{([^}]*)\}/g), ([, names]) => names!.split(/,| as /));
      expect(exported.length, file).toBeGreaterThan(0);
      expect(exported.flat().filter(isInternal), file).toEqual([]);
    }
  });
});

describe('Names that the build makes short', () => {
  it('are short in every file that a page loads', () => {
    const files = [
      'dist/earshot.js',
      'dist/earshot.full.js',
      'dist/earshot.webview.js',
      ...below('dist/chunks', /\.js$/),
    ];
    expect(files.length).toBeGreaterThan(6);
    for (const file of files) {
      const found = all.filter((name) => new RegExp(`[\\w)\\]]\\??\\.${name}\\b`).test(read(file)));
      expect(found, file).toEqual([]);
    }
  });

  it('have letters of their own, which are no property of ours', () => {
    for (const names of [internalNames, textNames])
      expect(new Set(names.map((name) => shortNames.get(name))).size).toBe(names.length);
    expect(shortNames.size).toBe(all.length);
    const letters = new Set(shortNames.values());
    const used = [...below('src', /\.tsx?$/), ...below('widget', /\.tsx?$/)]
      .flatMap((file) => read(file).match(/(?<=\.)[a-zA-Z]\b/g) ?? [])
      .filter((letter) => letters.has(letter));
    expect(used.filter((letter) => letter !== 'z')).toEqual([]); // zod's, which no page loads
  });

  it('have the letters of others only where they are texts, which no other object holds', () => {
    const keys = below('widget/locales', /\.ts$/).flatMap((file) =>
      Array.from(read(file).matchAll(/^ {2}(\w+):/gm), ([, name]) => name!),
    );
    expect(textNames.filter((name) => !keys.includes(name))).toEqual([]);
    expect(internalNames.filter((name) => keys.includes(name))).toEqual([]);
    // each is asked of `words`, by a dot or out of braces
    const named = new RegExp(`.*(?:\\.|[{,]\\s*)(?:${textNames.join('|')})(?:\\b(?=\\s*[:,}])|(?<=\\.\\w+)\\b).*`, 'g');
    const files = [...below('src', /\.tsx?$/), ...below('widget', /\.tsx?$/)];
    const lines = files
      .filter((file) => !/^widget.locales/.test(file))
      .flatMap((file) => (read(file).match(named) ?? []).map((line) => `${file}: ${line}`));
    expect(lines.length).toBeGreaterThan(20);
    expect(
      lines.filter((line) => !/\bwords\??\.|} = words;|words: \{ panelTitle: string }|interface \w+Words/.test(line)),
    ).toEqual([]);
  });

  it('stay long in the npm package, which a host’s own bundler reads', () => {
    const npm = [...below('dist/npm', /\.js$/), 'dist/index.js'].map(read).join('\n');
    expect(npm).toContain('.setAside');
  });
});
