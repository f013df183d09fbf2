import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Mode } from '../../../src/contract/types';
import { diskStore } from '../../../src/delivery/disk';
import { memoryStore, type Store } from '../../../src/delivery/store';
import { claimPrompt, noteAsked } from '../../../src/triggers/claim';
import { VISIT_MS } from '../../../src/triggers/eligibility';
import { noteVisit } from '../../../src/triggers/visits';
import { brokenFatigueRules, type Happening } from '../../support/fatigue';

vi.setConfig({ testTimeout: 120_000 });

const DAY = 864e5;
const facts = (now: number, mode: Mode = 'journey', quietDays = 90) => ({
  now,
  mode,
  mayRemember: true,
  never: false,
  hostRemembers: false,
  quietDays,
  url: 'https://shop.example/',
  excludeUrls: [],
  busy: false,
  draft: false,
  targeted: true,
  sample: 1,
  luck: 0,
});

test('of tabs that ask at once one gets the visit’s prompt', async () => {
  for (let round = 0; round < 20; round++) {
    const tabs = Array.from({ length: 5 }, () => diskStore(`claims-${round}`, 5000));
    const answers = await Promise.all(
      tabs.map((store, at) => claimPrompt(store, `survey-${at % 2}`, facts(1e12), undefined)),
    );
    expect(answers.filter((against) => against === undefined)).toHaveLength(1);
    expect(answers.filter((against) => against === 'visit')).toHaveLength(4);
  }
});

test('where nothing can be written down nothing opens', async () => {
  const broken: Store = { durable: true, run: () => Promise.reject(new Error('no disk')) };
  expect(await claimPrompt(broken, 'nps', facts(1e12), undefined)).toBe('storage');
});

/** What happens in a simulated life: time passes, a survey is offered in some tab, its prompt is seen or not, words are sent. */
const happening = fc.record({
  waitMs: fc.oneof(fc.integer({ min: 0, max: 2 * VISIT_MS }), fc.integer({ min: 0, max: 40 * DAY })),
  survey: fc.nat(4),
  tabs: fc.integer({ min: 1, max: 3 }),
  seen: fc.boolean(),
  sends: fc.boolean(),
});
const MODES: Mode[] = ['journey', 'journey', 'relationship', 'relationship', 'interaction'];

const RELATIONSHIP = MODES.flatMap((mode, at) => (mode === 'relationship' ? [`s${at}`] : []));

/** Plays a life and returns every broken fatigue rule (MEASUREMENT.md, Fatigue). */
const brokenRules = async (
  life: { waitMs: number; survey: number; tabs: number; seen: boolean; sends: boolean }[],
  quietDays: number,
  claim: typeof claimPrompt,
) => {
  const store = memoryStore();
  const happened: Happening[] = [];
  let now = 1.8e12;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now);
  try {
    for (const { waitMs, survey, tabs, seen: sees, sends } of life) {
      now += waitMs;
      happened.push({ at: now, is: 'active' });
      await noteVisit(store, {});
      const names = Array.from({ length: tabs }, (_, at) => (survey + at) % MODES.length);
      const answers = await Promise.all(
        names.map((name) => claim(store, `s${name}`, facts(now, MODES[name], quietDays), undefined)),
      );
      for (const [at, against] of answers.entries()) {
        if (against) continue;
        const id = `s${names[at]}`;
        happened.push({ at: now, is: 'prompt', survey: id });
        if (sees) {
          happened.push({ at: now, is: 'asked', survey: id, by: 'prompt' });
          await noteAsked(store, id, now, true);
        }
      }
      if (sends) {
        happened.push({ at: now, is: 'sent' });
        await noteVisit(store, { sent: true });
      }
    }
  } finally {
    clock.mockRestore();
  }
  return {
    broken: brokenFatigueRules(happened, { quietDays, relationship: RELATIONSHIP }),
    shown: happened.filter(({ is }) => is === 'asked').length,
  };
};

const lives = fc.tuple(fc.array(happening, { minLength: 1, maxLength: 60 }), fc.constantFrom(1, 7, 30, 90));

test('no life of years, in any tabs, breaks a fatigue rule, and surveys are shown in it', async () => {
  let shown = 0;
  await fc.assert(
    fc.asyncProperty(lives, async ([life, quietDays]) => {
      const result = await brokenRules(life, quietDays, claimPrompt);
      shown += result.shown;
      expect(result.broken).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(shown).toBeGreaterThan(500);
});

test.each<[string, typeof claimPrompt]>([
  [
    'one that looks first and writes later lets two tabs through',
    async (store, name, known, date) => {
      const against = await claimPrompt(
        { ...store, run: (work, how) => store.run((tx) => work({ ...tx, put() {} }), how) },
        name,
        known,
        date,
      );
      await Promise.resolve();
      if (!against) await noteVisit(store, { prompted: true });
      return against;
    },
  ],
  [
    'one that counts quiet days by half',
    (store, name, known, date) => claimPrompt(store, name, { ...known, quietDays: known.quietDays / 2 }, date),
  ],
  [
    'one that takes every survey for a journey',
    (store, name, known, date) => claimPrompt(store, name, { ...known, mode: 'journey' }, date),
  ],
])('the simulation catches a broken variant: %s', async (_, claim) => {
  let caught = 0;
  await fc.assert(
    fc.asyncProperty(lives, async ([life, quietDays]) => {
      caught += (await brokenRules(life, quietDays, claim)).broken.length;
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(caught).toBeGreaterThan(0);
});
