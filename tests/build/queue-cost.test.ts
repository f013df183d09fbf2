import { describe, expect, test } from 'vitest';
import type { Contender } from '../bench/queue/contenders';
import { drainOf, type Round } from '../bench/queue/drain-figures';
import { type Measured, ROWS } from '../bench/queue/table';
import { whyNotWritten } from '../bench/queue/why-not-written';
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

describe('what the benchmark of the queue says of a drain that was stopped', () => {
  const round = (seconds: number, sent: number): Round => ({
    seconds,
    sent,
    requests: sent,
    leftBytes: 2 ** 20,
    mostBytes: 2 ** 20,
  });
  const cellOf = (what: string, rounds: Round[]) => {
    const contender = {} as Contender;
    const measured = { drain: new Map([[contender, drainOf(rounds)]]) } as never as Measured;
    return ROWS.find(([row]) => row.startsWith(what))![1](measured, contender);
  };
  const stopped = [round(1800, 71), round(1200, 120), round(2400, 50)];

  test('is at which pace it was reckoned, and what the round with the median time sent', () => {
    expect(cellOf('10,000 waiting, until', stopped)).toBe('≈ 30 min at the pace of its first 20 s (71 sent)');
    expect(cellOf('10,000 waiting, until', [round(9, 10_000), round(8, 10_000), round(30, 7_000)])).toBe(
      '9.0 s (8.0–30)',
    );
  });

  test('is after how many the heap was looked at', () => {
    expect(cellOf('JS heap', stopped)).toBe('+ 1.00 MiB after 71 sent; 1.0 MiB');
  });
});

test('figures of a machine that others work on do not come into the manual', () => {
  expect(whyNotWritten(2, 2)).toBeUndefined();
  expect(whyNotWritten(18, 2)).toContain('The load is 18.0 on 2 processors');
});
