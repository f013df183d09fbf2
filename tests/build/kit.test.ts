import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { HANDED } from '../../rollup.plugins.mjs';

const kit = readFileSync(path.join(import.meta.dirname, '../../widget/kit.ts'), 'utf8');
const listed = (pattern: RegExp) =>
  pattern
    .exec(kit)![1]!
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

it('What the build hands to a chunk is what widget/kit.ts exports, in the order in which it is handed over', () => {
  expect([...listed(/export \{([^}]*)\}/)].sort()).toEqual([...HANDED].sort());
  expect(listed(/kit = \[([^\]]*)\]/)).toEqual(HANDED);
});
