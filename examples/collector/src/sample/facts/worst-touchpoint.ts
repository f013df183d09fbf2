import { CES, type FactSource, scored } from './fact';
import { cesPoints, createTally } from './tally';

/** The touchpoint to begin with. */
export const worstTouchpoint: FactSource = {
  project: 'shop',
  finder() {
    const tally = createTally<string>(cesPoints);
    return {
      see(record) {
        const value = scored(record, CES);
        if (value !== undefined && record.touchpoint) tally.add(record.touchpoint, value);
      },
      found() {
        const [worst, next] = tally.ranked();
        return {
          id: 'worst-touchpoint',
          question: 'Which touchpoint of the shop is by far the hardest for people?',
          answer: `${worst?.group}: ${worst?.percent} % found it easy. The next is ${next?.group} with ${next?.percent} %.`,
          how: 'CES by touchpoint.',
          values: {
            touchpoint: worst?.group ?? '',
            percent: worst?.percent ?? Number.NaN,
            next: next?.percent ?? Number.NaN,
          },
        };
      },
    };
  },
};
