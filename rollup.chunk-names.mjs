import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** How many names are tried of each chunk that is named where every byte counts. */
const TRIES = 24;

/** The n-th name for this content: the letters of a hash are as good as those of any other. */
const named = (kind, content, n) => {
  const hash = createHash('sha256').update(`${n}${content}`).digest('hex');
  return `${kind}.${BigInt(`0x${hash}`).toString(36).slice(0, 7)}.js`;
};
const kindOf = (name) => name.split('.')[0];
const NAMES = /[\w-]+\.[a-z0-9]{7}\.js/g;

/**
 * Which chunk of the CES form names which others, and what names it. Up to 30 bytes of a form are in which letters stand
 * in these names, by how brotli cuts its blocks, and any edit anywhere gives new ones. The price: an edit of who names a
 * chunk may give it another name though it stayed the same, so that a release is loaded anew where some of it was not.
 */
const NAMED_BY = { panel: ['en', 'more-languages', 'more'], start: ['panel', 'extras'], loader: ['start'] };

/**
 * Gives each chunk a name by its content as it is served, with the names of others in it. Where the CES form or the
 * loader names it, the one of several is taken that makes these smallest. The same sources and Node make the same names.
 * Runs with the loader, when the chunks are written; whoever names a chunk comes after it, since none name each other.
 */
export const chunkNames = (dist, built) => ({
  name: 'chunk-names',
  generateBundle(_options, bundle) {
    const [loader] = Object.values(bundle);
    const folder = path.join(dist, 'chunks');
    const before = Object.keys(built.chunks.files).map((file) => path.basename(file));
    const texts = new Map(before.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
    texts.set('loader', loader.code);
    const namesIn = (name) => [...new Set(texts.get(name).match(NAMES) ?? [])].filter((other) => texts.has(other));
    /** Those that a chunk names before itself. */
    const order = [];
    const visit = (name, within = []) => {
      if (within.includes(name)) throw new Error(`Chunks name each other: ${[...within, name].join(' → ')}`);
      if (order.includes(name)) return;
      for (const other of namesIn(name)) visit(other, [...within, name]);
      order.push(name);
    };
    for (const name of texts.keys()) visit(name);
    for (const kind of Object.values(NAMED_BY).flat())
      if (!order.some((name) => kindOf(name) === kind)) throw new Error(`There is no chunk "${kind}".`);

    const renamed = new Map();
    const best = (name) => {
      const kind = kindOf(name);
      const content = texts.get(name);
      const [by] = Object.entries(NAMED_BY).find(([, kinds]) => kinds.includes(kind)) ?? [];
      const [where, ...more] = [...texts.keys()].filter((other) => by && kindOf(other) === by);
      if (by && (!where || more.length))
        throw new Error(`"${by}" names ${kind}, and is ${where ? 'several chunks' : 'none'}.`);
      const size = (to) => brotliCompressSync(texts.get(where).replaceAll(name, to)).length;
      const names = Array.from({ length: where ? TRIES : 1 }, (_, n) => named(kind, content, n));
      if (!where) return names[0];
      return names.map((to) => ({ to, bytes: size(to) })).sort((a, b) => a.bytes - b.bytes)[0].to;
    };
    for (const name of order) {
      if (name === 'loader') continue;
      const to = best(name);
      if (texts.has(to)) throw new Error(`Two chunks would be called ${to}.`);
      renamed.set(name, to);
      for (const [other, text] of texts) texts.set(other, text.replaceAll(name, to));
    }

    loader.code = texts.get('loader');
    for (const [name, to] of renamed) {
      rmSync(path.join(folder, name));
      writeFileSync(path.join(folder, to), texts.get(name));
    }
    const now = (file) => `chunks/${renamed.get(path.basename(file))}`;
    built.chunks.files = Object.fromEntries(
      Object.entries(built.chunks.files).map(([file, { imports, dynamicImports, ...more }]) => [
        now(file),
        { ...more, imports: imports.map(now), dynamicImports: dynamicImports.map(now) },
      ]),
    );
  },
});
