/** Keeps what was measured in numbers.json, and writes it between the markers of the pages that show it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capacityBlock } from './render-capacity.mjs';
import { numbersBlock } from './render-numbers.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const STORED = join(here, 'numbers.json');
const README = join(here, '../README.md');
const CAPACITY = join(here, '../CAPACITY.md');

export const storedNumbers = () => (existsSync(STORED) ? JSON.parse(readFileSync(STORED, 'utf8')) : {});
const keep = (numbers) => writeFileSync(STORED, `${JSON.stringify(numbers, undefined, 2)}\n`);

const marks = (name) => [`<!-- ${name}: written by a command, see bench/ -->`, `<!-- end of ${name} -->`];

/** What stands between two markers of a page; undefined where they are missing. */
export const blockIn = (page, name) => {
  const [begin, end] = marks(name);
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  return from < 0 || to < from ? undefined : page.slice(from + begin.length, to).trim();
};

const replaceBlock = (path, name, block) => {
  const page = readFileSync(path, 'utf8');
  const [begin, end] = marks(name);
  if (blockIn(page, name) === undefined) throw new Error(`${path} lacks the lines\n${begin}\n${end}`);
  const [before] = page.split(begin);
  const after = page.slice(page.indexOf(end) + end.length);
  writeFileSync(path, `${before}${begin}\n\n${block}\n\n${end}${after}`);
};

export const writeNumbers = (numbers) => {
  keep({ ...numbers, capacity: storedNumbers().capacity });
  replaceBlock(README, 'numbers', numbersBlock(numbers));
};

export const writeCapacity = (capacity) => {
  keep({ ...storedNumbers(), capacity });
  replaceBlock(CAPACITY, 'capacity', capacityBlock(capacity));
};
