import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** What stands between `<!-- name -->` and `<!-- /name -->`. */
export const between = (name: string): string => {
  const found = new RegExp(`<!-- ${name} -->([\\s\\S]*?)<!-- /${name} -->`).exec(README)?.[1];
  if (found === undefined) throw new Error(`README.md has no <!-- ${name} --> … <!-- /${name} -->`);
  return found;
};

/** Cells of a table's rows, without its head. */
export const tableRows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );

/** Ids of the headings, as a Git host makes them. */
export const anchors = (): string[] =>
  [...README.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

export interface CommandBlock {
  /** The name in `<!-- run: name -->`; undefined where the block stands without one. */
  run: string | undefined;
  language: string;
  text: string;
}

/** Every fenced block, with the mark in front of it. */
export const blocks = (): CommandBlock[] =>
  [...README.matchAll(/(?:<!-- run: (\w+) -->\n)?```(\w*)\n([\s\S]*?)```/g)].map(
    ([, run, language = '', text = '']) => ({
      run,
      language,
      text,
    }),
  );
