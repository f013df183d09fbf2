import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DatedAnswer, latestPerRespondent } from '../../src/metrics/respondents';

const DAY = 86_400_000;
const at = (id: string, days: number, respondent: string | undefined = 'ann', version = '1'): DatedAnswer => ({
  id,
  respondent,
  version,
  timeMs: days * DAY,
});
const ids = (answers: DatedAnswer[]) => answers.map(({ id }) => id);

describe('the latest answer per respondent, version and 90 days counts', () => {
  it('the latest does, those in the 90 days before it do not, the next older one does again', () => {
    expect(ids(latestPerRespondent([at('a', 0), at('b', 80), at('c', 160), at('d', 249)]))).toEqual(['b', 'd']);
    expect(ids(latestPerRespondent([at('a', 0), at('b', 90)]))).toEqual(['a', 'b']);
    expect(ids(latestPerRespondent([at('a', 0), at('b', 89.999)]))).toEqual(['b']);
  });

  it('another version and another person are counted apart, and who has no id counts each time', () => {
    expect(ids(latestPerRespondent([at('a', 0), at('b', 1, 'ann', '2'), at('c', 2, 'bob')]))).toEqual(['a', 'b', 'c']);
    expect(
      ids(
        latestPerRespondent([
          at('a', 0),
          { ...at('b', 1), respondent: undefined },
          { ...at('c', 2), respondent: undefined },
        ]),
      ),
    ).toEqual(['a', 'b', 'c']);
    // Names that would run together if they were only put side by side.
    expect(latestPerRespondent([at('a', 0, 'x', '11'), at('b', 1, 'x1', '1')])).toHaveLength(2);
  });

  it('of two in one millisecond the larger id counts, whichever came in first', () => {
    expect(ids(latestPerRespondent([at('b', 5), at('a', 5)]))).toEqual(['b']);
    expect(ids(latestPerRespondent([at('a', 5), at('b', 5)]))).toEqual(['b']);
  });

  it('the window can be another, or none', () => {
    const answers = [at('a', 0), at('b', 10), at('c', 15)];
    expect(ids(latestPerRespondent(answers, 10))).toEqual(['a', 'c']);
    expect(ids(latestPerRespondent(answers, 0))).toEqual(['a', 'b', 'c']);
  });

  const list = fc
    .array(
      fc.record({
        respondent: fc.constantFrom('ann', 'bob', undefined),
        version: fc.constantFrom('1', '2'),
        days: fc.oneof(fc.nat(400), fc.constantFrom(0, 90, 180, 270)),
      }),
      { maxLength: 14 },
    )
    .map((all) =>
      all.map(({ respondent, version, days }, index) => ({ ...at(`id${index + 10}`, days), respondent, version })),
    );
  const sameAs = (one: DatedAnswer) => (other: DatedAnswer) =>
    one.respondent !== undefined && other.respondent === one.respondent && other.version === one.version;
  const near = (a: DatedAnswer, b: DatedAnswer) => Math.abs(a.timeMs - b.timeMs) < 90 * DAY;

  it('no 90 days hold two that count, the latest always counts, and each that does not has a later one near', () => {
    fc.assert(
      fc.property(list, (answers) => {
        const kept = latestPerRespondent(answers);
        for (const answer of answers) {
          const alike = answers.filter(sameAs(answer));
          const rivals = kept.filter((other) => other !== answer && sameAs(answer)(other) && near(answer, other));
          if (kept.includes(answer)) expect(rivals).toEqual([]);
          else expect(rivals.some(({ timeMs }) => timeMs >= answer.timeMs)).toBe(true);
          if (!alike.some(({ timeMs, id }) => timeMs > answer.timeMs || (timeMs === answer.timeMs && id > answer.id)))
            expect(kept).toContain(answer);
          if (answer.respondent === undefined) expect(kept).toContain(answer);
        }
      }),
    );
  });

  it('as many count as can: no other choice without two in 90 days is larger', () => {
    const one = fc.array(fc.nat(400), { maxLength: 10 }).map((days) => days.map((day, index) => at(`id${index}`, day)));
    fc.assert(
      fc.property(one, (answers) => {
        let most = 0;
        for (let set = 0; set < 2 ** answers.length; set++) {
          const chosen = answers.filter((_, index) => set & (2 ** index));
          if (chosen.every((a, i) => chosen.every((b, j) => i === j || !near(a, b))))
            most = Math.max(most, chosen.length);
        }
        expect(latestPerRespondent(answers)).toHaveLength(most);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order, changes nothing when done twice, and one more answer is at most one more', () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 400, max: 600 }), (answers, days) => {
        const kept = latestPerRespondent(answers);
        expect(new Set(latestPerRespondent([...answers].reverse()))).toEqual(new Set(kept));
        expect(latestPerRespondent(kept)).toEqual(kept);
        const more = latestPerRespondent([...answers, at('new', days)]).length - kept.length;
        expect(more === 0 || more === 1).toBe(true);
      }),
    );
  });

  it('in the last 90 days each person counts exactly once', () => {
    fc.assert(
      fc.property(list, (answers) => {
        const of = (all: DatedAnswer[]) =>
          all.filter(({ respondent, version, timeMs }) => respondent && version === '1' && timeMs > 310 * DAY);
        const people = new Set(of(answers).map(({ respondent }) => respondent));
        expect(of(latestPerRespondent(answers)).map(({ respondent }) => respondent)).toHaveLength(people.size);
      }),
    );
  });
});
