import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MORE_DEFAULTS } from '../../src/extras/more-options';
import { DEFAULTS as FIRST_DEFAULTS } from '../../src/parse-options';
import { anchors, between, README, ROOT, tableRows } from '../support/readme';
import { readmeSizes } from './readme-sizes.mjs';

const DEFAULTS = { ...FIRST_DEFAULTS, ...MORE_DEFAULTS };
const source = (path: string) => readFileSync(join(ROOT, path), 'utf8');
/** What stands in backticks in the first cell of each row, without arguments. */
const names = (table: string) =>
  tableRows(between(table)).flatMap(([first = '']) =>
    [...first.matchAll(/`(\w+)/g)].map(([, name]) => name).filter((name) => name !== undefined),
  );
const links = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
/** Names of the fields of an interface that stand at its first level. */
const fields = (text: string, name: string) => {
  const body = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, field]) => field);
};

describe('the README', () => {
  test('has each option of src/options.ts in its table, and no other', () => {
    expect(names('options').sort()).toEqual(fields(source('src/options.ts'), 'Options').sort());
  });

  test('gives each default as the code has it', () => {
    const inTable = new Map(
      tableRows(between('options')).map(([name = '', , given = '']) => [name.replaceAll('`', ''), given]),
    );
    for (const [name, value] of Object.entries(DEFAULTS)) {
      if (name === 'timing') continue; // a table of its own in the source, pinned by a test of the delivery
      const shown = /^`([^`]*)`/.exec(inTable.get(name) ?? '')?.[1];
      expect(shown, name).toBe(typeof value === 'string' ? value : JSON.stringify(value));
    }
    for (const [name, given] of inTable)
      if (!(name in DEFAULTS)) expect(given, `${name} has no default in the code`).not.toMatch(/^`(true|false|\d)/);
  });

  test('has each event of the engine in its table, and no other', () => {
    const union = /export type EventName =([^;]*);/.exec(source('src/engine.ts'))?.[1] ?? '';
    expect(names('events').sort()).toEqual([...union.matchAll(/'(\w+)'/g)].map(([, event]) => event).sort());
  });

  test('has each method of the public interface in its table, and no other', () => {
    const inCode = /interface Feedback \{([\s\S]*?)\n\}/.exec(source('src/index.ts'))?.[1] ?? '';
    const methods = [...inCode.matchAll(/^ {2}(\w+)\(/gm)].map(([, method]) => method);
    // `init` is the script tag's way to say what createFeedback() takes
    const inTable = tableRows(between('methods')).flatMap(([first = '']) =>
      [...first.matchAll(/`(\w+)\(/g)].map(([, name]) => name),
    );
    expect(inTable.sort()).toEqual(['init', ...methods].sort());
  });

  test('counts bytes as `npm run size` prints them', () => {
    const marks = [...README.matchAll(/<!-- size:(\w+) -->(.*?)<!-- \/size -->/g)];
    const shown = Object.fromEntries(marks.map(([, name, kilobytes]) => [name, kilobytes]));
    expect(shown, 'to mend: npm run build && node tests/build/readme-sizes.mjs').toEqual(readmeSizes());
  });

  test('links to what is there', () => {
    const targets = links(README);
    expect(targets.length).toBeGreaterThan(10);
    for (const target of targets.filter((to) => to.startsWith('#'))) {
      expect(anchors(), target).toContain(target.slice(1));
    }
  });
});

test.each(['.', 'src', 'tests', 'examples'])('every file that the README of %s links to exists', (folder) => {
  const text = source(join(folder, 'README.md'));
  for (const target of links(text).filter((to) => !/^(https?:|#)/.test(to))) {
    expect(existsSync(join(ROOT, folder, target.replace(/#.*/, ''))), target).toBe(true);
  }
});

test('every fault test has its row in the README of tests', () => {
  const listed = source('tests/README.md');
  const files = readdirSync(join(ROOT, 'tests/faults')).filter((name) => name.endsWith('.test.ts'));
  const withNumber = files.filter((name) => /fault \d+|faults \d+/.test(source(`tests/faults/${name}`)));
  expect(withNumber.filter((name) => !listed.includes(`faults/${name}`))).toEqual([]);
});
