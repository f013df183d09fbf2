import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { parseSurvey } from '../../../src/contract';
import { flawsOf } from '../../../src/contract/flaws';
import type { Survey } from '../../../src/contract/types';
import { holds } from '../../../src/survey/condition';
import type { Values } from '../../../src/survey/flow';
import { readAnswer } from '../../../src/survey/kinds';
import { progressOf, type Surroundings, wayThrough } from '../../../src/survey/way';
import { firstState, nextState, type PanelState } from '../../../widget/panel-state';
import { arbitrarySurvey, arbitraryVisit } from '../../support/arbitrary-survey';

vi.setConfig({ testTimeout: 120_000 });

const world = { today: '2026-06-15', decimal: '.' };
const walk = (survey: Survey, entered: { [question: string]: unknown }, around: Surroundings) =>
  wayThrough(survey, around, (question) => readAnswer(question, entered[question.id], world));
const runs = { numRuns: 3000 };

test('surveys of any shape fit the contract and have no flaw (what the properties below are shown on)', () => {
  fc.assert(
    fc.property(arbitrarySurvey, (survey) => {
      expect(flawsOf(survey)).toEqual([]);
      expect(parseSurvey(survey)).toEqual({ ok: true, survey });
    }),
    runs,
  );
});

test('every survey ends: each page is asked once at most, pages come in their order, and there is always one', () => {
  fc.assert(
    fc.property(arbitraryVisit, ({ survey, entered, around }) => {
      const { stops } = walk(survey, entered, around);
      const order = survey.pages?.map(({ id }) => id) ?? [''];
      const places = stops.map(({ page }) => order.indexOf(page.id));
      expect(places.length).toBeGreaterThan(0);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      for (const { questions } of stops) expect(questions.length).toBeGreaterThan(0);
    }),
    runs,
  );
});

test('no dead answer is ever sent: what counts was asked, on the way, under a condition that holds', () => {
  fc.assert(
    fc.property(arbitraryVisit, ({ survey, entered, around }) => {
      const { stops, live } = walk(survey, entered, around);
      const asked = stops.flatMap(({ questions }) => questions);
      const ids = asked.map(({ id }) => id);
      for (const id of Object.keys(live)) expect(ids).toContain(id);
      const isRanking = (id: string) => survey.questions.find((question) => question.id === id)?.type === 'ranking';
      const answers: Values = {};
      for (const question of asked) {
        if (question.when) expect(holds(question.when, { ...around, answers }, isRanking)).toBe(true);
        if (question.id in live) answers[question.id] = live[question.id]!;
      }
    }),
    runs,
  );
});

test('answers that were passed by decide nothing: without them the way is the same', () => {
  fc.assert(
    fc.property(arbitraryVisit, ({ survey, entered, around }) => {
      const all = walk(survey, entered, around);
      const alive = walk(survey, all.live, around);
      expect(alive).toEqual(all);
    }),
    runs,
  );
});

test('going back keeps answers: whoever changes one and changes it back is on the old way, with all that they entered', () => {
  fc.assert(
    fc.property(arbitraryVisit, arbitraryVisit, fc.nat(), ({ survey, entered, around }, { entered: other }, pick) => {
      const state = (values: object) => ({ ...firstState('form', undefined), values: { ...values } as Values });
      const before = walk(survey, entered, around);
      const { id } = survey.questions[pick % survey.questions.length]!;
      let now: PanelState = state(
        Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== undefined)),
      );
      const answer = (value: Values[string] | undefined) =>
        (now = nextState(now, { is: 'answer', question: id, value, ms: 0 }));
      answer(Object.values(other)[0]);
      answer(entered[id]);
      expect(walk(survey, now.values, around)).toEqual(before);
    }),
    runs,
  );
});

test('a page depends on earlier answers only: what is entered on it and later changes nothing before it', () => {
  fc.assert(
    fc.property(arbitraryVisit, fc.nat(), ({ survey, entered, around }, pick) => {
      const { stops } = walk(survey, entered, around);
      const at = pick % stops.length;
      const before = new Set(stops.slice(0, at).flatMap(({ questions }) => questions.map(({ id }) => id)));
      const known = Object.fromEntries(Object.entries(entered).filter(([id]) => before.has(id)));
      const again = walk(survey, known, around);
      expect(again.stops.slice(0, at)).toEqual(stops.slice(0, at));
      expect(again.stops[at]?.page ?? stops[at]!.page).toEqual(stops[at]!.page);
    }),
    runs,
  );
});

test('progress goes up with every page, whatever is answered, and is whole only at the end', () => {
  fc.assert(
    fc.property(arbitraryVisit, ({ survey, entered, around }) => {
      const { stops } = walk(survey, entered, around);
      let last = -1;
      stops.forEach(({ page }, passed) => {
        const progress = progressOf(survey, page, passed);
        expect(progress).toBeGreaterThan(last);
        expect(progress).toBeLessThan(1);
        last = progress;
      });
    }),
    runs,
  );
});
