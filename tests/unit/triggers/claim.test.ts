import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Mode } from '../../../src/contract/types';
import { diskStore } from '../../../src/delivery/disk';
import { memoryStore, type Store } from '../../../src/delivery/store';
import { claimPrompt, noteAsked } from '../../../src/triggers/claim';
import { RELATIONSHIP_DAYS, VISIT_MS } from '../../../src/triggers/eligibility';
import { noteVisit } from '../../../src/triggers/visits';

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

/** Plays a life and returns every broken fatigue rule (MEASUREMENT.md, Fatigue). */
const brokenRules = async (
  life: { waitMs: number; survey: number; tabs: number; seen: boolean; sends: boolean }[],
  quietDays: number,
  claim: typeof claimPrompt,
) => {
  const store = memoryStore();
  const broken: string[] = [];
  const seen: { survey: number; at: number }[] = [];
  let visit = { from: -Infinity, last: -Infinity, prompts: 0, sent: false };
  let now = 1.8e12;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now);
  try {
    for (const { waitMs, survey, tabs, seen: sees, sends } of life) {
      now += waitMs;
      if (now - visit.last >= VISIT_MS) visit = { from: now, last: now, prompts: 0, sent: false };
      visit.last = now;
      await noteVisit(store, {});
      const names = Array.from({ length: tabs }, (_, at) => (survey + at) % MODES.length);
      const answers = await Promise.all(
        names.map((name) => claim(store, `s${name}`, facts(now, MODES[name], quietDays), undefined)),
      );
      for (const [at, against] of answers.entries()) {
        if (against) continue;
        const name = names[at]!;
        if (visit.prompts++) broken.push('two prompts in one visit');
        if (visit.sent) broken.push('a prompt in a visit in which something was sent');
        const last = seen.at(-1);
        if (last && now - last.at < quietDays * DAY) broken.push(`a prompt after ${(now - last.at) / DAY} days`);
        const own = seen.filter((one) => one.survey === name).at(-1);
        if (MODES[name] === 'relationship' && own && now - own.at < RELATIONSHIP_DAYS * DAY)
          broken.push('a relationship asked about twice in 90 days');
        if (sees) {
          seen.push({ survey: name, at: now });
          await noteAsked(store, `s${name}`, now, true);
        }
      }
      if (sends) {
        visit.sent = true;
        await noteVisit(store, { sent: true });
      }
    }
  } finally {
    clock.mockRestore();
  }
  return { broken, shown: seen.length };
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
