import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { areInstalled } from '../../../examples/start/packages.mjs';
import { tally } from '../../runner/tally.mjs';

const test = (status: string, fullName = status) => ({ status, fullName });
const file = (status: string, ...assertionResults: { status: string; fullName: string }[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults,
});

describe('the count of a vitest run', () => {
  it('is what its tests say', () => {
    const report = {
      testResults: [file('failed', test('passed'), test('failed', 'x'), test('skipped', 'y'), test('todo', 'z'))],
    };
    expect(tally(report, 1)).toEqual({ passed: 1, failures: ['x'], skipped: ['y', 'z'] });
  });

  it('has a failure for each file that broke before its tests', () => {
    const report = {
      testResults: [file('failed'), file('failed', test('passed'), test('skipped')), file('passed', test('passed'))],
    };
    expect(tally(report, 1)).toMatchObject({
      passed: 2,
      failures: [expect.stringContaining('a.test.ts'), expect.anything()],
    });
  });

  it('has a failure when no test ran, none was reported, or the run ended badly on its own', () => {
    for (const [report, code] of [
      [undefined, 0],
      [undefined, null],
      [{}, 0],
      [{ testResults: [] }, 0],
      [{ testResults: [file('passed', test('skipped'))] }, 0],
    ] as const) {
      expect(tally(report as never, code)).toMatchObject({ passed: 0, failures: [expect.any(String)] });
    }
    expect(tally({ testResults: [file('passed', test('passed'))] }, 1)).toMatchObject({
      passed: 1,
      failures: [expect.any(String)],
    });
  });
});

describe('packages count as installed', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'earshot-packages-'));
    mkdirSync(join(root, 'node_modules'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const lock = (path: string, packages: object) => writeFileSync(join(root, path), JSON.stringify({ packages }));
  const wanted = {
    '': { name: 'here' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/windows-only': { version: '2.0.0', optional: true },
  };
  const installed = (packages: object) => {
    lock('package-lock.json', wanted);
    lock('node_modules/.package-lock.json', packages);
    return areInstalled(root);
  };

  it('when each is there in the version of the lockfile, except those for other platforms', () => {
    expect(installed({ 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  });

  it('and not when one is missing, older, or the install broke off', () => {
    expect(installed({})).toBe(false);
    expect(installed({ 'node_modules/a': { version: '0.9.0' } })).toBe(false);
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(areInstalled(root)).toBe(false);
  });
});
