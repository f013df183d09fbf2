import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { minify } from 'terser';
import { cssModule } from './rollup.css.mjs';
import { shortNames } from './rollup.internal-names.mjs';

/** A CSS file is its minified text; who imports it adopts it as a constructable stylesheet. */
export const cssText = () => ({
  name: 'css-text',
  load(id) {
    if (!id.endsWith('.css')) return null;
    const file = original(id);
    this.addWatchFile(file);
    return cssModule(readFileSync(file, 'utf8'));
  },
});

/** How many more URLs a chunk may be asked for under. The import map in integrity.json lists each of them. */
export const RETRIES = 5;

/** Modules that are others in `earshot.full.js`: it names codes instead of sentences, and has no chunk that may be missing. */
const IN_ONE_FILE = {
  'src/debug/messages.ts': 'src/debug/codes.ts',
  'src/ask-again.ts': 'src/ask-once.ts',
  'src/at-hand.ts': 'src/at-hand-in-one-file.ts',
  'src/delivery/attached.ts': 'src/delivery/attached-in-one-file.ts',
  'src/extras/attach.ts': 'src/extras/attach-in-one-file.ts',
  'src/extras/connect-app.ts': 'src/extras/connect-app-in-one-file.ts',
  'src/extras/fit.ts': 'src/extras/fit-in-one-file.ts',
  'src/extras/name-tab.ts': 'src/extras/name-tab-in-one-file.ts',
  'src/extras/preload.ts': 'src/extras/preloaded.ts',
  'src/extras/trace.ts': 'src/extras/trace-in-one-file.ts',
  'src/extras/use-prompts.ts': 'src/extras/use-prompts-in-one-file.ts',
  'src/extras/use-worker.ts': 'src/extras/use-worker-in-one-file.ts',
  'src/extras/watch-endpoint.ts': 'src/extras/watch-endpoint-in-one-file.ts',
  'widget/attend.ts': 'widget/attend-in-one-file.ts',
  'widget/field-files.ts': 'widget/field-files-in-one-file.ts',
  'widget/misfit.ts': 'widget/misfit-in-one-file.ts',
  'widget/more-contrast.ts': 'widget/more-contrast-in-one-file.ts',
  'widget/survey.ts': 'widget/survey-in-one-file.ts',
  'widget/theme-text.ts': 'widget/theme-text-in-one-file.ts',
  'widget/zoom-of.ts': 'widget/zoom-of-in-one-file.ts',
  'widget/locales/ko-questions.ts': 'widget/languages/no-words.ts',
  'widget/languages/more-languages.ts': 'widget/languages/more-languages-in-one-file.ts',
};

/** `but`: modules that are yet others, or stay as they are (a false name). */
export const inOneFile = (root, but = {}) => ({
  name: 'in-one-file',
  load(id) {
    const file = path.relative(root, id).replaceAll('\\', '/');
    const other = { ...IN_ONE_FILE, ...but }[file];
    return other ? `export * from ${JSON.stringify(path.join(root, other))}` : null;
  },
});

/** In one file an `import()` is a promise of what is there already, and nobody asks for the prototype of a module. */
export const atHand = () => ({
  name: 'at-hand',
  renderChunk: (code) => ({
    code: code
      .replace(/Promise\.resolve\(\)\.then\(\(\) => ([\w$]+)\)/g, 'Promise.resolve($1)')
      .replace(/\{\s*__proto__: null,/g, '{'),
    map: null,
  }),
});

/**
 * A failed import is tried once more under another URL: Firefox and many Chromiums (seen: 147) remember a failed
 * import() for ever, and a failed modulepreload like one. The numbers are few and known, so that an import map can hold
 * the integrity of each; none is given away where the browser knows that there is no network. What came is remembered, so
 * that a module is there once, whatever URL it came under.
 */
export const retryImports = () => ({
  name: 'retry-imports',
  renderDynamicImport: () => ({ left: '__again(', right: ')' }),
  renderChunk(code) {
    if (!code.includes('__again(')) return null;
    const again =
      `const __tries={},__had={},__again=u=>__had[u]||=import(u)` +
      `.catch(()=>import(u+(navigator.onLine?"?r="+(__tries[u]=(__tries[u]||0)%${RETRIES}+1):"")))` +
      `.catch(e=>{delete __had[u];throw e});`;
    return { code: again + code, map: null };
  },
});

/** The file that a chunk's own copy is made of. */
export const original = (id) => id.replace(/\.\w+-own(?=\.\w+$)/, '');

/** Chunks that get copies of their own of what they share with the chunk that loads them, and the mark of the copies. */
const COPIES = {
  'src/extras/index.ts': 'extras',
  'src/attachments/index.ts': 'attachments',
  'src/updates/index.ts': 'updates',
  'src/triggers/prompts.ts': 'prompts',
  'src/host/bridges.ts': 'bridges',
  'src/host/close-on-back.ts': 'back',
  'widget/check.ts': 'check',
  'widget/in-app.ts': 'app',
  'widget/more.ts': 'more',
  'widget/flow/index.tsx': 'flow',
  'widget/news/index.tsx': 'news',
};
/** Each file in there is such a chunk too. */
const COPY_FOLDERS = ['widget/fields', 'src/triggers/kinds'];

/** What `widget/kit.ts` hands to a chunk: a test holds that these are all its values. */
export const HANDED = ['Asked', 'Fragment', 'Group', 'Send', 'about', 'h', 'parts', 'problem'];
/** Who asks for one of these gets what was handed over. */
const HANDING = ['widget/kit.ts', 'widget/parts.ts'];
const handed = `export let ${HANDED.join(',')};export const take=(kit)=>{[${HANDED.join(',')}]=kit};`;

/**
 * A chunk that is loaded by `import()` imports no other chunk: one that came under its second URL would be asked for
 * under the first again, which browsers refuse for ever. What it would share is small and without state, and is copied.
 * `inOneFile`: there is no URL, and only what draws has copies, since it is handed its kit; what is in src/ draws nothing.
 */
export const ownCopies = (root, { inOneFile = false } = {}) => {
  const mark = /\.(\w+)-own(?=\.\w+$)/;
  const entries = Object.fromEntries(Object.entries(COPIES).map(([file, name]) => [path.join(root, file), name]));
  /** Chunks that are handed what they share; the others have no part in what a panel draws with. */
  const takes = new Set(['flow']);
  for (const folder of COPY_FOLDERS)
    for (const file of readdirSync(path.join(root, folder)))
      if (/\.tsx?$/.test(file) && file !== 'index.ts') {
        const name = file.replace(/\.\w+$/, '').replaceAll('-', '');
        entries[path.join(root, folder, file)] = name;
        if (folder === 'widget/fields') takes.add(name);
      }
  const handing = new Set(HANDING.map((file) => path.join(root, file)));
  return {
    name: 'own-copies',
    // what is asked for by import() is a chunk of its own, not a part of who asks
    resolveDynamicImport(specifier, importer) {
      return typeof specifier === 'string' ? this.resolve(specifier, original(importer)) : null;
    },
    async resolveId(id, importer = '', options) {
      const name = entries[importer] ?? mark.exec(importer)?.[1];
      if (!name || id.startsWith('\0')) return null;
      const found = await this.resolve(id, original(importer), { ...options, skipSelf: true });
      if (!found || found.external) return found;
      if (takes.has(name) && handing.has(original(found.id))) return `\0handed-kit:${name}`;
      // another chunk is asked for, not copied, whoever asks
      const shared = inOneFile && original(found.id).startsWith(path.join(root, 'src/'));
      if (shared || entries[original(found.id)]) return { ...found, id: original(found.id) };
      return { ...found, id: original(found.id).replace(/(?=\.\w+$)/, `.${name}-own`) };
    },
    load(id) {
      if (id.startsWith('\0handed-kit:')) return handed;
      if (!mark.test(id)) return null;
      // CSS and Preact are made by other plugins, from the id
      return /\.tsx?$/.test(id) ? readFileSync(original(id), 'utf8') : null;
    },
  };
};

/**
 * The script tag's chunks know each other's names, so the one that is loaded at idle preloads what a panel needs: its
 * files with all that they import, and the page's language. Rollup puts the hashes in after this.
 */
export const panelFiles = (root) => {
  const module = path.join(root, 'src/extras/panel-files.ts');
  /** What a chunk is for: the list that it stands in, and its name there. */
  const KINDS = {
    languages: /\/widget\/languages\/more-languages\.ts$/,
    locale: /\/widget\/locales\/([\w-]+)\.ts$/,
    theme: /\/themes\/([\w-]+)\.css$/,
    need: /\/widget\/(?:fields\/)?(flow|news|[\w-]+)(?:\/index)?\.tsx$/,
  };
  const kindOf = (chunk) => {
    const id = chunk.facadeModuleId && original(chunk.facadeModuleId);
    if (!id || /\/widget\/(panel\.tsx|more\.ts)$/.test(id)) return undefined;
    for (const [kind, pattern] of Object.entries(KINDS)) {
      const found = pattern.exec(id);
      if (found) return [kind, found[1] ?? ''];
    }
    return undefined;
  };
  return {
    name: 'panel-files',
    load: (id) =>
      original(id) === module
        ? `export const panelFiles = __FILES__;
           export const urlOf = (file) => new URL('./' + file, import.meta.url).href;`
        : null,
    renderChunk(code, _chunk, _options, { chunks }) {
      if (!code.includes('__FILES__')) return null;
      const files = { panel: [], languages: [], locale: {}, theme: {}, need: {} };
      const seen = new Set();
      const walk = (file) => {
        if (seen.has(file)) return;
        seen.add(file);
        const [kind, name] = kindOf(chunks[file]) ?? ['panel', ''];
        if (Array.isArray(files[kind])) files[kind].push(path.basename(file));
        else files[kind][name] = path.basename(file);
        for (const next of [...chunks[file].imports, ...chunks[file].dynamicImports]) walk(next);
      };
      for (const [file, { facadeModuleId }] of Object.entries(chunks))
        if (facadeModuleId?.endsWith('/widget/panel.tsx')) walk(file);
      return { code: code.replace('__FILES__', JSON.stringify(files)), map: null };
    },
  };
};

/** For terser: which properties become letters, and which letters. A copy each, since it writes into what it is given. */
const internal = () => ({
  mangle: { toplevel: true, properties: { regex: new RegExp(`^(${[...shortNames.keys()].join('|')})$`) } },
  nameCache: { props: { props: Object.fromEntries(Array.from(shortNames, ([name, short]) => [`$${name}`, short])) } },
});

/**
 * Terser's output was 2 to 4 % smaller than esbuild's after brotli. How letters and quotes are written makes up to 90
 * bytes of a difference to brotli, either way, so each way is tried and the smallest is taken.
 */
export const small = (ecma) => ({
  name: 'small',
  async renderChunk(code, _chunk, { format }) {
    const { ast } = await minify(code, {
      ecma,
      module: format === 'es',
      toplevel: true,
      ...internal(),
      compress: { passes: 3, unsafe_arrows: true, inline: 1 },
      format: { ast: true, code: false },
    });
    const written = async ([ascii_only, quote_style]) => {
      // `ast`: else it is taken apart while it is printed. `module` beside `compress: false` would compress after all.
      const made = await minify(ast, {
        compress: false,
        mangle: false,
        format: { ast: true, ecma, ascii_only, quote_style },
      });
      // A module is UTF-8 always. A classic script is read in the page's encoding (EUC-KR, say), except behind this mark.
      const text = ascii_only || format === 'es' ? made.code : `\ufeff${made.code}`;
      // rollup ends the file with a new line
      return { text, size: brotliCompressSync(`${text}\n`).length };
    };
    const ways = [
      [true, 1],
      [true, 2],
      [false, 1],
      [false, 2],
    ];
    const [best] = (await Promise.all(ways.map(written))).sort((a, b) => a.size - b.size);
    return { code: best.text, map: null };
  },
});

/** Module ids as they read in the repository, wherever node_modules lies. */
const short = (root, id) =>
  id.includes('node_modules/') ? id.slice(id.lastIndexOf('node_modules/')) : path.relative(root, id);

/**
 * Notes what was built from what, for the layer tests, the size table and the loader's list of chunks.
 * `files`: what each file holds and imports. `modules`: what each module imports, tree-shaken or not.
 */
export const graph = (root, name, into) => ({
  name: 'graph',
  generateBundle(_options, bundle) {
    const files = {};
    const modules = {};
    for (const id of this.getModuleIds()) {
      const info = this.getModuleInfo(id);
      modules[short(root, id)] = {
        imports: info.importedIds.map((other) => short(root, other)),
        dynamicImports: info.dynamicallyImportedIds.map((other) => short(root, other)),
      };
    }
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      files[chunk.fileName] = {
        entry: chunk.facadeModuleId && short(root, chunk.facadeModuleId),
        modules: Object.entries(chunk.modules)
          .filter(([, { renderedLength }]) => renderedLength)
          .map(([id]) => short(root, id)),
        imports: chunk.imports,
        dynamicImports: chunk.dynamicImports,
      };
    }
    into[name] = { files, modules };
  },
});

/** The chunk built from `entry`, with every chunk that it imports statically: what a browser has to fetch for it. */
export const staticGraph = ({ files }, entry) => {
  const found = new Set();
  const walk = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const next of files[file]?.imports ?? []) walk(next);
  };
  for (const [file, { entry: from }] of Object.entries(files)) if (from === entry) walk(file);
  return [...found];
};
