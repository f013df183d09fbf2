import { partsOf, type WholeSample } from '../parts';
import { createPlan } from '../plan';
import { sample } from '../sample';
import { badRelease } from './bad-release';
import { devices } from './devices';
import type { Fact } from './fact';
import { largestTheme } from './largest-theme';
import { plans } from './plans';
import { responseRate } from './response-rate';
import { reworded } from './reworded';
import { season } from './season';
import { segment } from './segment';
import { worstTouchpoint } from './worst-touchpoint';

/** The eight stories of the sample, and the response rate. One more is a file and a line. */
const SOURCES = [badRelease, season, worstTouchpoint, segment, devices, largestTheme, reworded, plans, responseRate];

export type { Fact } from './fact';

/**
 * What a reader of the report can find out about the sample, with the answers, counted from the records themselves. They
 * are true of a year of 10,000 submissions or more; a shorter or smaller sample tells some of the stories only.
 */
export const sampleFacts = (whole: WholeSample): Fact[] => {
  const facts = new Map<string, Fact>();
  for (const options of partsOf(whole)) {
    const plan = createPlan(options);
    const finders = SOURCES.filter(({ project }) => project === options.project).map((source) => source.finder(plan));
    for (const { record } of sample(options)) if (!record.test) for (const { see } of finders) see(record);
    for (const { found } of finders) {
      const fact = { project: options.project, ...found() };
      facts.set(fact.id, fact);
    }
  }
  return [...facts.values()];
};
