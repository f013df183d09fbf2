import { type FactSource, NPS, scored } from './fact';
import { createTally, npsPoints } from './tally';

/** Who would not recommend the shop. */
export const segment: FactSource = {
  project: 'shop',
  finder() {
    const tally = createTally<string>(npsPoints);
    return {
      see(record) {
        const value = scored(record, NPS);
        if (value !== undefined && record.respondent?.segment) tally.add(record.respondent.segment, value);
      },
      found() {
        const [lowest, next] = tally.ranked();
        return {
          id: 'segment',
          question: 'Which segment of the shop’s customers is least likely to recommend it?',
          answer: `${lowest?.group}: NPS ${lowest?.percent} of ${lowest?.n}. The next is ${next?.group} with ${next?.percent}.`,
          how: 'NPS by segment.',
          values: {
            segment: lowest?.group ?? '',
            nps: lowest?.percent ?? Number.NaN,
            next: next?.percent ?? Number.NaN,
          },
        };
      },
    };
  },
};
