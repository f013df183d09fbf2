import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['firefox-esr', 'firefox'];
const MAC = '/Applications/Firefox.app/Contents/MacOS/firefox';

/** The Firefox of this machine, as it is sold: no build of a test tool. */
export function firefox(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), MAC].find(existsSync);
  if (!found) throw new Error('No Firefox here: apt-get install firefox-esr');
  return found;
}
