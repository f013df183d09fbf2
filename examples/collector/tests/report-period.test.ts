import { describe, expect, it } from 'vitest';
import { hasBefore, periodQuery, periodWords, readPeriod } from '../src/report/figures/period';

const TODAY = '2026-11-27';

describe('the period of a page', () => {
  it('is the last 90 days, today included, unless the address says another', () => {
    expect(readPeriod({}, TODAY)).toEqual({ name: '90', first: '2026-08-30', last: TODAY, problem: undefined });
    expect(readPeriod({ period: '7' }, TODAY)).toMatchObject({ name: '7', first: '2026-11-21', last: TODAY });
    expect(readPeriod({ period: 'all' }, TODAY).first < '2000-01-01').toBe(true);
  });

  it('may be any two days, or be open at one end', () => {
    expect(readPeriod({ from: '2026-02-01', to: '2026-02-28' }, TODAY)).toMatchObject({
      name: 'own',
      first: '2026-02-01',
      last: '2026-02-28',
    });
    expect(readPeriod({ from: '2026-02-01' }, TODAY)).toMatchObject({ first: '2026-02-01', last: TODAY });
    expect(readPeriod({ to: '2026-02-01' }, TODAY).first < '2000-01-01').toBe(true);
  });

  it.each([
    [{ from: '2026-02-30' }, '“2026-02-30” is no day'],
    [{ from: '2026-02-01', to: 'tomorrow' }, '“tomorrow” is no day'],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'ends (2026-02-01) before it begins (2026-02-02)'],
    [{ period: '__proto__' }, 'no period “__proto__”'],
  ])('of %o is the usual one, and the page says why', (query, problem) => {
    const period = readPeriod(query, TODAY);
    expect(period.problem).toContain(problem);
    expect(period).toMatchObject({ name: '90', last: TODAY });
  });

  it('is said in its own address, so that links keep it', () => {
    for (const query of [{}, { period: '30' }, { period: 'all' }, { from: '2026-02-01', to: '2026-03-01' }]) {
      const period = readPeriod(query, TODAY);
      expect(readPeriod(Object.fromEntries(periodQuery(period)), TODAY)).toEqual(period);
    }
    expect(periodWords(readPeriod({ period: '30' }, TODAY))).toBe('last 30 days');
    expect(hasBefore(readPeriod({ period: 'all' }, TODAY))).toBe(false);
  });
});
