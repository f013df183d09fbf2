import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fingerprint, rowOf, worse } from '../../runner/rounds.mjs';

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'earshot-rounds-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};
const seen = (passed: number, failed = 0, skipped = 0) => ({ name: 'a', passed, failed, skipped });

it('a row that was cut short goes on where it stopped', () => {
  const file = join(folder(), 'deep', 'firefox.json');
  expect(rowOf(file, 'a').read()).toEqual({ rounds: 0, passed: 0, faults: new Map() });
  rowOf(file, 'a').add(118, [[4, seen(3)]]);
  rowOf(file, 'a').add(117, [
    [4, seen(2, 0, 1)],
    [9, seen(1)],
  ]);
  expect(rowOf(file, 'a').read()).toEqual({
    rounds: 2,
    passed: 235,
    // the worst round is what counts
    faults: new Map([
      [4, seen(2, 0, 1)],
      [9, seen(1)],
    ]),
  });
});

it('begins anew where anything has changed, where a round failed, and where the file cannot be read', () => {
  const file = join(folder(), 'firefox.json');
  rowOf(file, 'a').add(118, []);
  expect(rowOf(file, 'b').read().rounds).toBe(0);
  rowOf(file, 'b').add(118, []);
  expect(rowOf(file, 'a').read().rounds).toBe(0);
  rowOf(file, 'b').end();
  expect(rowOf(file, 'b').read().rounds).toBe(0);
  writeFileSync(file, '{"of": "a"');
  expect(rowOf(file, 'a').read().rounds).toBe(0);
});

it('a failed test is worse than any, and fewer that passed are worse than more', () => {
  expect(worse(seen(9), seen(8, 1))).toEqual(seen(8, 1));
  expect(worse(seen(8, 1), seen(9))).toEqual(seen(8, 1));
  expect(worse(seen(9), seen(8))).toEqual(seen(8));
  expect(worse(seen(8), undefined)).toEqual(seen(8));
});

it('the fingerprint is of what pages load and what tests them: names and bytes, and nothing else', () => {
  const root = folder();
  const put = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('dist/earshot.js', 'a');
  put('dist/chunks/panel.js', 'b');
  put('tests/faults/acks.test.ts', 'c');
  const first = fingerprint(root);
  put('README.md', 'changed');
  put('dist/graph.json', 'changed');
  expect(fingerprint(root)).toBe(first);
  put('dist/chunks/panel.js', 'changed');
  const second = fingerprint(root);
  expect(second).not.toBe(first);
  put('tests/support/new.ts', '');
  expect(fingerprint(root)).not.toBe(second);
});
