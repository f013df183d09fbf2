import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { areInstalled } from './packages.mjs';
import { install, npm, step } from './programs.mjs';

/** What went wrong, in a sentence for the terminal: shown without a stack. */
export class StartError extends Error {}

const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Time of the newest file in a folder, or of the file itself. */
const newestIn = (path) => {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return changedAt(path);
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((newest, entry) => Math.max(newest, changedAt(join(entry.parentPath ?? entry.path, entry.name))), 0);
};

/** A line for the step, and its output when it fails. */
const need = async (what, command, work) => {
  const { code, output } = await step(what, work);
  if (code !== 0) throw new StartError(`${command} failed:\n\n${output}`);
};

const SOURCES = [
  'src',
  'widget',
  'themes',
  'examples/collector/src',
  'examples/collector/build.mjs',
  'package-lock.json',
];
const BUILT = ['dist/earshot.js', 'examples/collector/dist/app.js'];

/** Installs and builds what is missing or older than its sources. A line for each step that is needed. */
export const prepare = async (root) => {
  const at = (path) => join(root, path);
  if (!areInstalled(root)) await need('Installing packages (npm ci)', 'npm ci', () => install(root));
  const built = Math.min(...BUILT.map((path) => changedAt(at(path))));
  const recipes = readdirSync(root).filter((name) => name.startsWith('rollup.'));
  if (built < Math.max(...[...SOURCES, ...recipes].map((path) => newestIn(at(path))))) {
    await need('Building (npm run build)', 'npm run build', () => npm(root, 'run', 'build'));
  }
};
