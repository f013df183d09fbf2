import { describe, expect, test } from 'vitest';
import { ROWS } from '../bench/queue/table';
import { between, tableRows } from '../support/readme';

const COLUMNS = ['Earshot', 'workbox-background-sync', 'Sentry offline transport'];

/** The figures are measured; that they are there, for all three, is what can be held. */
describe('the table of what the queue costs', () => {
  const table = between('queue-cost');
  const mend = 'to mend: npm run bench:queue -- --write';

  test('has each row that the benchmark measures, in its order, and no other', () => {
    const shown = tableRows(table).map(([what]) => what);
    expect(shown, mend).toEqual(ROWS.map(([what]) => what));
  });

  test('has a figure in each cell, and says which versions and which browser on which day', () => {
    const [head = ''] = table.trim().split('\n');
    for (const name of COLUMNS) expect(head, mend).toMatch(new RegExp(`${name} \\d+\\.\\d+\\.\\d+`));
    for (const [what, ...cells] of tableRows(table)) {
      expect(cells, what).toHaveLength(COLUMNS.length);
      for (const cell of cells) expect(cell, what).toMatch(/\d/);
    }
    expect(table, mend).toMatch(/Chromium \d+[\d.]*, \d{4}-\d\d-\d\d/);
  });
});
