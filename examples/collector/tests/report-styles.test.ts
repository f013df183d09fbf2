import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const src = path.join(import.meta.dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'));
const classesOf = (file: string) =>
  new Set([...readFileSync(path.join(src, file), 'utf8').matchAll(/^\.([a-z][a-z-]*)/gm)].map(([, name]) => name!));

it('a part of the report styles no class that another part styles, but those of the whole report', () => {
  const ofAll = classesOf('report/report.css');
  const parts = files.filter((file) => !file.endsWith('report.css'));
  expect(parts.length).toBeGreaterThan(3);
  const shared = parts.flatMap((one) =>
    parts
      .filter((other) => one < other)
      .flatMap((other) => [...classesOf(one)].filter((name) => classesOf(other).has(name) && !ofAll.has(name))),
  );
  expect(shared).toEqual([]);
});
