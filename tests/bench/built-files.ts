import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DIST = join(import.meta.dirname, '../../dist');

interface Graph {
  chunks: { files: { [file: string]: { entry: string | null; imports: string[] } } };
}

/** What the build wrote, copied aside: a build that runs meanwhile would change it under the benchmark. */
export interface BuiltFiles {
  folder: string;
  /** The file that the chunk of this source is imported by, relative to `folder`. */
  entry(source: string): string;
  /** All files that the browser fetches for that entry: the entry and its static imports. */
  graph(source: string): string[];
  remove(): void;
}

export function builtFiles(): BuiltFiles {
  if (!existsSync(join(DIST, 'graph.json'))) throw new Error('dist/graph.json is missing. Run `npm run build` first.');
  const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'));
  cpSync(DIST, folder, { recursive: true });
  const { files } = (JSON.parse(readFileSync(join(folder, 'graph.json'), 'utf8')) as Graph).chunks;
  const entry = (source: string) => {
    const found = Object.keys(files).find((file) => files[file]!.entry === source);
    if (!found) throw new Error(`No chunk of the build has ${source} as its entry.`);
    return found;
  };
  return {
    folder,
    entry,
    graph(source) {
      const found = new Set<string>();
      const walk = (file: string) => {
        if (found.has(file)) return;
        found.add(file);
        files[file]!.imports.forEach(walk);
      };
      walk(entry(source));
      return [...found];
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
