import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { oneFileWords } from './rollup.one-file-words.mjs';
import { RETRIES } from './rollup.plugins.mjs';

const json = (file, value) => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
};
const filesBelow = (dir) =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    : [];
const say = (text) => console.log(`\u2713 ${text}`);

/** Old chunks and modules of an earlier build, which would only confuse who looks into dist. */
const sweep = (dist, folder, { files }) => {
  const keep = new Set(Object.keys(files).map((file) => path.join(dist, file)));
  for (const file of filesBelow(path.join(dist, folder))) if (!keep.has(file)) rmSync(file);
};

/**
 * An import map that covers every URL a chunk is asked for under. A page reads a relative key as its own neighbour, so
 * the folder that the chunks are served from stands before each, where the build is told (`ASSETS_URL`).
 */
export const importMap = (files, folder = './') => {
  const base = folder.replace(/\/?$/, '/');
  const urls = Object.entries(files).flatMap(([file, hash]) =>
    ['', ...Array.from({ length: RETRIES }, (_, n) => `?r=${n + 1}`)].map((retry) => [`${base}${file}${retry}`, hash]),
  );
  return { integrity: Object.fromEntries(urls) };
};

/** SHA-384 of each file that a page can load, and the import map of the chunks. */
const integrity = (dist, built, words) => {
  const hash = (file) =>
    `sha384-${createHash('sha384')
      .update(readFileSync(path.join(dist, file)))
      .digest('base64')}`;
  const pages = [
    ...Object.keys(built.chunks.files),
    ...Object.keys(built.loader.files),
    ...Object.keys(built.worker?.files ?? {}),
    ...Object.keys(built.full?.files ?? {}),
    ...Object.keys(built.webview?.files ?? {}),
    ...Object.keys(built.surveys?.files ?? {}),
    ...words,
  ];
  const files = Object.fromEntries(pages.map((file) => [file, hash(file)]));
  const chunks = Object.fromEntries(Object.keys(built.chunks.files).map((file) => [file, files[file]]));
  json(path.join(dist, 'integrity.json'), { files, importmap: importMap(chunks, process.env.ASSETS_URL) });
};

/** Runs once the files that pages load are written. */
export const afterPages = (root, built) => ({
  name: 'after-pages',
  async closeBundle() {
    const dist = path.join(root, 'dist');
    sweep(dist, 'chunks', built.chunks);
    integrity(dist, built, await oneFileWords(root, dist));
    json(path.join(dist, 'graph.json'), built);
  },
});

let types;
/** Declarations are written by tsc in a process of its own, beside the builds. */
export const startTypes = (root) => {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  types = new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, '-p', 'tsconfig.types.json'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    child.on('error', reject);
    child.on('close', (code) => (code ? reject(new Error(`tsc could not write the types:\n${said}`)) : resolve()));
  });
  types.catch(() => {}); // reported where it is awaited
};

/** Relative imports in declarations get the ending that Node's resolution wants, and unreached declarations go. */
const finishTypes = (dist, entries) => {
  const folder = path.join(dist, 'types');
  const reached = new Set();
  const walk = (file) => {
    if (reached.has(file) || !existsSync(file)) return;
    reached.add(file);
    const text = readFileSync(file, 'utf8').replace(
      /((?:from|import)\s*\(?\s*['"])(\.[^'"]*)(['"])/g,
      (_, open, to, close) => {
        const bare = path.resolve(path.dirname(file), to.replace(/\.(js|tsx?)$/, ''));
        const found = existsSync(`${bare}.d.ts`) ? '.js' : existsSync(path.join(bare, 'index.d.ts')) ? '/index.js' : '';
        walk(`${bare}${found.replace('.js', '.d.ts')}`);
        return `${open}${to.replace(/\.(js|tsx?)$/, '')}${found}${close}`;
      },
    );
    writeFileSync(file, text);
  };
  for (const entry of entries) walk(path.join(folder, entry));
  for (const file of filesBelow(folder)) if (!reached.has(file)) rmSync(file);
};

/** Runs once the npm files are written: types, schemas, and the reference collector. */
export const afterPackage = (root, built) => ({
  name: 'after-package',
  async closeBundle() {
    const dist = path.join(root, 'dist');
    sweep(dist, 'npm', built.npm);
    json(path.join(dist, 'graph.json'), built);
    await types;
    finishTypes(dist, ['src/index.d.ts', 'src/contract/index.d.ts']);
    say('types → dist/types');
    const { jsonSchemas, surveyFileSchema } = await import(
      `${pathToFileURL(path.join(dist, 'contract.js'))}?${Date.now()}`
    );
    for (const [name, schema] of Object.entries(jsonSchemas())) json(path.join(dist, 'schema', `${name}.json`), schema);
    json(path.join(dist, 'schema', 'surveys.json'), surveyFileSchema());
    say('JSON Schema → dist/schema');
    const collector = path.join(root, 'examples/collector/build.mjs');
    if (!existsSync(collector)) return;
    const child = spawn(process.execPath, [collector], { cwd: root, stdio: 'inherit' });
    const code = await new Promise((resolve) => child.on('close', resolve));
    if (code) throw new Error(`examples/collector/build.mjs ended with ${code}`);
    say('collector → examples/collector/dist');
  },
});
