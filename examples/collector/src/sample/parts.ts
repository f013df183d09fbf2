import type { SampleOptions } from './plan';
import { projectNames, SHARES } from './projects';

/** The whole sample: the options of one project, with the size of all of them. */
export type WholeSample = Omit<SampleOptions, 'project'>;

/** A year of twenty thousand submissions: enough for a full report, and loaded while one waits. */
export const SAMPLE = { seed: 'maru', days: 365, size: 20_000 };

/** The options of each project. Their sizes add up to the whole. */
export const partsOf = ({ size, ...whole }: WholeSample): SampleOptions[] => {
  let left = size;
  return projectNames.map((project, at) => {
    const own = at === projectNames.length - 1 ? left : Math.round(size * SHARES[project]);
    left -= own;
    return { ...whole, project, size: own };
  });
};
