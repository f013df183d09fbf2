import { type FactSource, NPS, scored } from './fact';
import { createTally, npsPoints } from './tally';

/** What the host's own data says beside the score. */
export const plans: FactSource = {
  project: 'docs',
  finder() {
    const tally = createTally<string>(npsPoints);
    return {
      see(record) {
        const value = scored(record, NPS);
        if (value !== undefined) tally.add(String(record.data?.['plan']), value);
      },
      found() {
        const [free, pro] = [tally.percent('free'), tally.percent('pro')];
        return {
          id: 'plans',
          question: 'Who would rather recommend the tool of the docs: those on the free plan or those on pro?',
          answer: `Pro: NPS ${pro} of ${tally.n('pro')}, against ${free} of ${tally.n('free')} on the free plan.`,
          how: 'NPS by the data key plan.',
          values: { higher: pro > free ? 'pro' : 'free', free, pro },
        };
      },
    };
  },
};
