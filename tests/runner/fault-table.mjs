import { rowsOf, withMarked } from './marked.mjs';

/**
 * The table of tests/README.md: fault × engine → how its tests ended. A run adds or replaces the columns of the engines
 * that it was about and leaves the others, and the names that faults have.
 */

/** What the tests of one report say of each fault. */
export const faultsIn = (report) => {
  const faults = new Map();
  for (const { fullName, status } of (report?.testResults ?? []).flatMap(({ assertionResults }) => assertionResults)) {
    const [, number, text] = /\bfault (\d+): ([^(]*)/.exec(fullName) ?? [];
    if (!number) continue;
    const fault = faults.get(+number) ?? { name: text.trim(), passed: 0, failed: 0, skipped: 0 };
    fault[status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped']++;
    faults.set(+number, fault);
  }
  return faults;
};

const cell = (seen) =>
  !seen
    ? ''
    : seen.failed
      ? `${seen.failed} of ${seen.failed + seen.passed} failed`
      : seen.passed
        ? `${seen.passed} ✓`
        : '–';

/**
 * @param {string} before the table as it stands, or nothing
 * @param {{title: string, rounds: number, faults: Map<number, {name: string, passed: number, failed: number, skipped: number}>}[]} runs
 */
export const faultTable = (before, runs) => {
  const [titles = ['Fault', ''], ...old] = rowsOf(before);
  /** Column by title: its heading, and the cell of each fault. */
  const columns = new Map();
  for (const [index, heading] of titles.entries())
    if (index > 1)
      columns.set(heading.split(' (')[0], { heading, cells: new Map(old.map((row) => [+row[0], row[index]])) });
  const names = new Map(old.map(([fault, name]) => [+fault, name]));
  for (const { title, rounds, faults } of runs) {
    const heading = `${title} (${rounds === 1 ? 'once' : `${rounds} times`})`;
    columns.set(title, { heading, cells: new Map([...faults].map(([fault, seen]) => [fault, cell(seen)])) });
    for (const [fault, { name }] of faults) if (!names.has(fault)) names.set(fault, name);
  }
  const all = [...columns.values()];
  const line = (parts) => `| ${parts.join(' | ')} |`;
  return [
    line(['Fault', '', ...all.map(({ heading }) => heading)]),
    `|---|---|${all.map(() => '---|').join('')}`,
    ...[...names.keys()]
      .filter((fault) => all.some(({ cells }) => cells.get(fault)))
      .sort((a, b) => a - b)
      .map((fault) => line([fault, names.get(fault), ...all.map(({ cells }) => cells.get(fault) ?? '')])),
  ].join('\n');
};

/** The manual with these columns in its table. */
export const withTable = (manual, runs) => withMarked(manual, 'engines', (before) => faultTable(before, runs));
