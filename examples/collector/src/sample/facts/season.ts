import { dayAt, isBeforeHolidays } from '../calendar';
import { CES, type FactSource, scored } from './fact';
import { cesPoints, createTally } from './tally';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** When most is going on, and what suffers from it. */
export const season: FactSource = {
  project: 'shop',
  finder() {
    const tally = createTally<'before the holidays' | 'else'>(cesPoints);
    const counts = MONTHS.map(() => 0);
    return {
      see(record) {
        if (record.kind !== 'submission') return;
        const day = dayAt(Date.parse(record.time.createdAt), 0);
        counts[day.month - 1]!++;
        const value = scored(record, CES);
        if (value === undefined || record.touchpoint !== 'delivery') return;
        tally.add(isBeforeHolidays(day) ? 'before the holidays' : 'else', value);
      },
      found() {
        const most = Math.max(...counts);
        const month = MONTHS[counts.indexOf(most)]!;
        const [before, otherwise] = [tally.percent('before the holidays'), tally.percent('else')];
        return {
          id: 'season',
          question: 'In which month does the shop get most feedback, and which touchpoint suffers then?',
          answer: `${month}, with ${most} submissions. Delivery suffers: before the holidays ${before} % found it easy, in the rest of the year ${otherwise} %.`,
          how: 'Submissions by month, on the overview of 12 months; then CES at the touchpoint delivery, by month or from 1 to 24 December against the rest of the year. The words are about parcels that came late.',
          values: { month, most, touchpoint: 'delivery', before, otherwise },
        };
      },
    };
  },
};
