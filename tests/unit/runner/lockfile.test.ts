import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  version?: string;
  optionalDependencies?: Record<string, string>;
}

it('the lockfile names every optional package of every platform, or npm ci refuses to install at all', () => {
  const url = new URL('../../../package-lock.json', import.meta.url);
  const { packages } = JSON.parse(readFileSync(url, 'utf8')) as { packages: Record<string, Locked> };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
      .map(([name, version]) => `${name}@${version}`),
  );
  // A registry that lacks other platforms' packages leaves them out: add version, os, cpu and optional by hand.
  expect(missing).toEqual([]);
});
