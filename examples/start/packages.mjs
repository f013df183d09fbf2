import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const packagesOf = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined);

/**
 * Whether node_modules is what the lockfile says. By content, not by time: a checkout makes every file new, and a
 * broken-off install leaves no list of its own behind.
 */
export const areInstalled = (root) => {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const found = packagesOf(join(root, 'node_modules/.package-lock.json'));
  if (!found) return false;
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === '') return true;
    const there = found[path];
    // Optional packages are for other platforms.
    return there ? there.version === version : Boolean(optional || peer);
  });
};
