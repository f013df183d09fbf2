import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Locked {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

/** Where `npm ci` is run: by everybody, and by `npm run bench:queue` alone. */
const FOLDERS = ['.', 'tests/bench/peers'];

const read = (folder: string, file: string) =>
  JSON.parse(readFileSync(new URL(`../../../${folder}/${file}`, import.meta.url), 'utf8'));

describe.each(FOLDERS)('the lockfile of %s', (folder) => {
  const { packages } = read(folder, 'package-lock.json') as { packages: Record<string, Locked> };

  it('names every optional package of every platform, or npm ci refuses to install at all', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
        .map(([name, version]) => `${name}@${version}`),
    );
    // A registry that lacks other platforms' packages leaves them out: add version, os, cpu and optional by hand.
    expect(missing).toEqual([]);
  });

  it('names no registry, so that packages come from wherever the one who installs gets them', () => {
    const named = Object.values(packages).flatMap(({ resolved = '' }) => (/^\w+:/.test(resolved) ? [resolved] : []));
    expect(named, `.npmrc of ${folder} says omit-lockfile-registry-resolved`).toEqual([]);
  });
});

describe('what is measured beside Earshot', () => {
  const own = read('tests/bench/peers', 'package.json') as { private?: boolean; dependencies: Record<string, string> };

  it('is pinned exactly, and is never published', () => {
    expect(own.private).toBe(true);
    expect(Object.values(own.dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('is not installed by npm ci of the repository', () => {
    const { packages } = read('.', 'package-lock.json') as { packages: Record<string, Locked> };
    const names = Object.keys(own.dependencies).map((name) => `node_modules/${name}`);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => packages[name])).toEqual([]);
    expect((read('.', 'package.json') as { workspaces: string[] }).workspaces).toEqual(['examples/collector']);
  });
});
