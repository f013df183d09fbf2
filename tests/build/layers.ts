/** `dist/graph.json`: what was built from what, by build. */
export interface Built {
  files: { [file: string]: { entry: string | null; modules: string[]; imports: string[]; dynamicImports: string[] } };
  modules: { [module: string]: { imports: string[]; dynamicImports: string[] } };
}
export type Graph = { [build: string]: Built };

/** Folders of src from the bottom up; a module imports from its own level or below. */
const LEVELS: [level: number, of: RegExp][] = [
  [0, /^src\/contract\//],
  [1, /^src\/survey\//],
  [1, /^src\/(version|options)\.ts$/],
  [2, /^src\/(page|privacy|delivery|debug)\//],
  [3, /^src\/(triggers|host)\//],
  [3, /^src\/(make-record|parse-options|engine|ask-again|ask-once|at-hand|at-hand-in-one-file)\.ts$/],
  [4, /^src\/(feedback\.ts|attachments\/|updates\/|extras\/)/],
  // has no page: it uses delivery, and what that stands on
  [3, /^src\/worker\//],
  [5, /^src\/(start|start-with)\.ts$/],
  [6, /^src\/(index|full|webview|surveys)\.ts$/],
  // a program for developers: of the wire format it knows no more than a stranger does
  [0, /^src\/cli\/conformance\//],
  [2, /^src\/cli\//],
];
const levelOf = (module: string) => LEVELS.find(([, of]) => of.test(module))?.[0];

const isLoader = (module: string) => module.startsWith('src/loader/');
const isWidget = (module: string) => module.startsWith('widget/');
const inside = (name: string) => (module: string) => module.startsWith(`node_modules/${name}/`);
const isZod = inside('zod');
const isPreact = inside('preact');

/** A chunk's own copy of a module is bound by the same rules. */
const original = (module: string) => module.replace(/\.\w+-own(?=\.\w+$)/, '');

/** What is wrong with one import, or nothing. */
const wrongImport = (importer: string, imported: string): string | undefined => {
  const [from, to] = [original(importer), original(imported)];
  if (from.startsWith('node_modules/') || to.startsWith('\0')) return;
  if (isZod(to)) return /^src\/(contract|debug)\//.test(from) ? undefined : 'zod belongs to src/contract only';
  if (isLoader(from)) return isLoader(to) || to === 'earshot:chunks' ? undefined : 'the loader stands alone';
  if (isLoader(to)) return /^src\/(index|full)\.ts$/.test(from) ? undefined : 'only an entry takes the loader in';
  if (isWidget(from)) {
    return /^(widget|themes|src\/survey|src\/page)\//.test(to) || isPreact(to)
      ? undefined
      : 'the widget sees types, src/survey, src/page and its own files';
  }
  if (isWidget(to))
    return /^src\/cli\//.test(from) && to.startsWith('widget/locales/')
      ? undefined
      : 'src reaches the widget by import() only';
  const [upper, lower] = [levelOf(from), levelOf(to)];
  if (from.startsWith('src/') && upper === undefined) return 'this module has no level: give it one in layers.ts';
  if (to.startsWith('src/') && lower === undefined) return 'what it imports has no level: give it one in layers.ts';
  if (upper !== undefined && lower !== undefined && lower > upper) return 'imports flow one way';
};

/** All files that a file cannot run without, and with `later` those that it may ask for. */
const withImports = (built: Built, file: string, found = new Set<string>(), later = false): Set<string> => {
  if (!found.has(file)) {
    found.add(file);
    const { imports = [], dynamicImports = [] } = built.files[file] ?? {};
    for (const next of later ? [...imports, ...dynamicImports] : imports) withImports(built, next, found, later);
  }
  return found;
};

/** What a page loads before the panel: the loader, and what its engine and the idle chunk cannot run without. */
const beforePanel = (graph: Graph) => {
  const files: [Built, string][] = Object.keys(graph['loader']!.files).map((file) => [graph['loader']!, file]);
  for (const built of [graph['chunks']!, graph['npm']]) {
    for (const [file, { entry }] of Object.entries(built?.files ?? {}))
      if (/^src\/(start|index|extras\/index)\.ts$/.test(entry ?? ''))
        for (const one of withImports(built!, file)) files.push([built!, one]);
  }
  return files;
};

/** Every broken rule as a sentence; nothing when all hold. */
export const brokenLayers = (graph: Graph): string[] => {
  const broken = new Set<string>();
  for (const { modules } of Object.values(graph)) {
    for (const [from, { imports, dynamicImports }] of Object.entries(modules)) {
      for (const to of imports) {
        const why = wrongImport(from, to);
        if (why) broken.add(`${from} imports ${to}: ${why}`);
      }
      for (const to of dynamicImports)
        if (isLoader(from) || (isWidget(from) && !/^(widget|themes)\//.test(to)) || isZod(to))
          broken.add(`${from} import()s ${to}: not from here`);
    }
  }
  for (const [build, built] of Object.entries(graph)) {
    // of the npm package a page runs what `earshot` leads to; collectors and the command have the contract
    const onPages = build === 'npm' ? withImports(built, 'index.js', new Set(), true) : Object.keys(built.files);
    for (const file of onPages)
      if (built.files[file]?.modules.some(isZod)) broken.add(`${file} holds zod: it never reaches a page`);
  }
  for (const [{ files }, file] of beforePanel(graph)) {
    const early = files[file]!.modules.find((module) => isPreact(module) || isWidget(module));
    if (early) broken.add(`${file} holds ${early}, and is loaded before the panel`);
  }
  // A chunk that failed is asked for under a second URL: whoever imports the first one statically would run it twice.
  const { files } = graph['chunks']!;
  const doors = new Set(Object.values(files).flatMap(({ dynamicImports }) => dynamicImports));
  for (const [file, { entry }] of Object.entries(files)) if (entry === 'src/start.ts') doors.add(file);
  for (const [file, { imports }] of Object.entries(files))
    for (const to of imports)
      if (doors.has(to)) broken.add(`${file} imports ${to} statically, which a retry loads under another URL`);
  return [...broken];
};
