import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { comparisonFlaws } from '../../../src/cli/survey/checks/comparisons';
import { neverFlaws } from '../../../src/cli/survey/checks/never';
import type { Condition } from '../../../src/contract/types';
import { holds } from '../../../src/survey/condition';
import { readAnswer } from '../../../src/survey/kinds';
import { wayThrough } from '../../../src/survey/way';
import { arbitraryVisit } from '../../support/arbitrary-survey';

vi.setConfig({ testTimeout: 120_000 });

const world = { today: '2026-06-15', decimal: '.' };
const at = (value: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((inside, part) => (inside as never)[part], value);

test('what is said never to be is never met, whatever is answered and known', () => {
  let met = 0;
  fc.assert(
    fc.property(arbitraryVisit, ({ survey, entered, around }) => {
      const { stops, end, live } = wayThrough(survey, around, (one) => readAnswer(one, entered[one.id], world));
      const asked = stops.flatMap(({ questions }) => questions);
      // nobody gets past a required question without an answer
      if (asked.some((one) => one.type === 'scale' && one.required && live[one.id] === undefined)) return;
      const rankings = new Set(survey.questions.filter(({ type }) => type === 'ranking').map(({ id }) => id));
      const isMet = (when: Condition | undefined) =>
        !when || holds(when, { ...around, answers: live }, (id) => rankings.has(id));
      for (const { path, message } of neverFlaws(survey, true)) {
        met++;
        const [of, place, , jump] = path.split(/[.[\]]+/);
        if (of === 'ends') expect(end, message).not.toBe(survey.ends![Number(place)]);
        if (of === 'questions') expect(asked, message).not.toContain(survey.questions[Number(place)]);
        if (of !== 'pages') continue;
        const page = survey.pages![Number(place)]!;
        const stop = stops.find((one) => one.page === page);
        if (!path.includes('.next[')) expect(stop, message).toBeUndefined();
        else if (stop)
          expect(
            page.next!.findIndex(({ when }) => isMet(when)),
            message,
          ).not.toBe(Number(jump));
      }
      for (const { path, message, mild } of comparisonFlaws(survey)) {
        if (mild) continue;
        met++;
        const when = at(survey, path.replace(/\.(all|eq|lt|gte)$/, '')) as Condition;
        expect(isMet(when), `${path}: ${message}`).toBe(false);
      }
    }),
    { numRuns: 3000 },
  );
  expect(met).toBeGreaterThan(50);
});
