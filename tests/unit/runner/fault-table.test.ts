import { describe, expect, it } from 'vitest';
import { faultsIn, faultTable, withTable } from '../../runner/fault-table.mjs';

const report = (...tests: [fullName: string, status: string][]) => ({
  testResults: [{ assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) }],
});
const chromium = faultsIn(
  report(
    ['acks fault 9: a lost ack is one row (Q4)', 'passed'],
    ['acks fault 9: twice (Q4)', 'passed'],
    ['fault 27: a private window', 'skipped'],
    ['no fault at all', 'failed'],
  ),
);

describe('the table of faults and engines', () => {
  it('counts the tests of each fault, and names it by the first', () => {
    expect([...chromium]).toEqual([
      [9, { name: 'a lost ack is one row', passed: 2, failed: 0, skipped: 0 }],
      [27, { name: 'a private window', passed: 0, failed: 0, skipped: 1 }],
    ]);
    expect(faultTable('', [{ title: 'Chromium', rounds: 20, faults: chromium }]).split('\n')).toEqual([
      '| Fault |  | Chromium (20 times) |',
      '|---|---|---|',
      '| 9 | a lost ack is one row | 2 ✓ |',
      '| 27 | a private window | – |',
    ]);
  });

  it('replaces the columns of a run, says what failed, and leaves the others', () => {
    const first = faultTable('', [
      { title: 'Chromium', rounds: 20, faults: chromium },
      { title: 'Firefox', rounds: 1, faults: chromium },
    ]);
    const faults = faultsIn(
      report(['fault 9: is one row', 'failed'], ['fault 9: b', 'passed'], ['fault 2: c', 'passed']),
    );
    expect(faultTable(first, [{ title: 'Firefox', rounds: 3, faults }]).split('\n')).toEqual([
      '| Fault |  | Chromium (20 times) | Firefox (3 times) |',
      '|---|---|---|---|',
      '| 2 | c |  | 1 ✓ |',
      '| 9 | a lost ack is one row | 2 ✓ | 1 of 2 failed |',
      '| 27 | a private window | – |  |',
    ]);
  });

  it('stands between its marks in a manual, and is not written where there are none', () => {
    const manual = 'before\n<!-- engines -->\n<!-- /engines -->\nafter';
    const written = withTable(manual, [{ title: 'Chromium', rounds: 1, faults: chromium }]);
    expect(written).toMatch(/^before\n<!-- engines -->\n\| Fault [\s\S]*\n<!-- \/engines -->\nafter$/);
    expect(withTable(written, [{ title: 'Chromium', rounds: 1, faults: chromium }])).toBe(written);
    expect(() => withTable('nothing', [])).toThrow('<!-- engines -->');
  });
});
