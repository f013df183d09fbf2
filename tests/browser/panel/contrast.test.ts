import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { surveys } from './gallery';
import { more } from './more-surveys';
import { DESKTOP, panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();

const MANUAL = 'themes/README.md';
const MARKS = /(<!-- contrast -->\n)[\s\S]*?(<!-- \/contrast -->)/;

test('every text, edge, sign and focus ring of every theme has the contrast that WCAG 1.4.3 and 1.4.11 ask for, and the table in themes/README.md says how much', async () => {
  const page = await open(undefined, DESKTOP);
  const rows: string[] = [];
  const low: string[] = [];
  const seen = [];
  for (const tour of ['presets', 'questions', 'paged'])
    seen.push(
      await page.evaluate(([name, those]) => (window as unknown as { stage: Stage }).stage.seeThemes(name, those), [
        tour,
        { ...surveys, ...more },
      ] as const),
    );
  for (const theme of Object.keys(seen[0]!)) {
    const here = seen.map((all) => all[theme]!);
    const sum = (kind: 'texts' | 'parts' | 'rings') => here.reduce((all, one) => all + one[kind], 0);
    expect(sum('texts')).toBeGreaterThan(1500);
    expect(sum('parts')).toBeGreaterThan(500);
    expect(sum('rings')).toBeGreaterThan(500);
    for (const one of here) low.push(...one.low);
    const { node, ratio } = here.map(({ lowest }) => lowest!).sort((a, b) => a.ratio - b.ratio)[0]!;
    const text = node.replace(/^[^"]*"(.*?)".* rgb.*$/, '$1');
    rows.push(`| \`${theme}\` | ${sum('texts')} | ${ratio.toFixed(2)} | ${text} | ${sum('parts')} | ${sum('rings')} |`);
  }
  expect(low).toEqual([]);
  const head = '| theme | texts measured | lowest | of | edges and signs | focus rings |';
  const table = `${[head, '|---|---|---|---|---|---|', ...rows].join('\n')}\n`;
  const manual = readFileSync(MANUAL, 'utf8');
  const written = manual.replace(MARKS, (_, open, close) => open + table + close);
  if (process.env['EARSHOT_WRITE']) writeFileSync(MANUAL, written);
  else expect(manual, 'to write it: npm run contrast').toBe(written);
}, 300_000);
