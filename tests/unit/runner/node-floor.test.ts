import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isNodeEnough } from '../../../examples/start/node-floor.mjs';

const file = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, '../../..', name), 'utf8'));

describe('the Node that npm start asks for', () => {
  it.each([
    ['18.20.8', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['20.20.1', true],
    ['21.7.3', false],
    ['22.11.0', false],
    ['22.12.0', true],
    ['23.0.0', true],
    ['24.1.0', true],
  ])('%s: %s', (version, enough) => {
    expect(isNodeEnough(version)).toBe(enough);
  });

  it('is what package.json and the lockfile say', () => {
    expect(file('package.json').engines).toEqual({ node: '^20.19 || >=22.12' });
    expect(file('package-lock.json').packages[''].engines).toEqual(file('package.json').engines);
  });
});
