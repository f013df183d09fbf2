import { addDays, type Day, lengthDays, type Period } from '../../metrics/calendar';
import { nextStart, startOf, type Unit } from '../../metrics/calendar-unit';

/** How a submission came about: whoever opened the tab was not asked; everybody else was. */
export type Came = 'asked' | 'always_on';

export interface DayVolume {
  day: Day;
  came: Came;
  /** Submissions without tests and spam. */
  n: number;
}

export interface VolumeBucket extends Period {
  /** `unfinished`: it is not over yet. `cut`: the period begins or ends within it, and only its days of the period are counted. */
  state: 'whole' | 'cut' | 'unfinished';
  asked: number;
  always_on: number;
}

export interface Volume {
  unit: Unit;
  /** In order, without gaps. */
  buckets: VolumeBucket[];
}

/** The longest period, in days, that each unit is drawn for: some sixty days, half a year of weeks, five years of months. */
const LONGEST: [unit: Unit, days: number][] = [
  ['day', 62],
  ['week', 190],
  ['month', 1_830],
];

/** The unit that a period of so many days is counted by. */
export const volumeUnit = (days: number): Unit => LONGEST.find(([, most]) => days <= most)?.[0] ?? 'year';

/**
 * Submissions by days, weeks, months or years of a period. It begins with the first of them where the period is open
 * ("all time"), and ends with the period or today. Days outside of the period count nowhere.
 */
export const volumeOf = (all: DayVolume[], period: Period, today: Day, isOpen: boolean): Volume => {
  const within = all.filter(({ day }) => day >= period.first && day <= period.last && day <= today);
  if (!within.length) return { unit: 'day', buckets: [] };
  const [earliest] = within.map(({ day }) => day).sort() as [Day];
  const first = isOpen ? earliest : period.first;
  const last = period.last < today ? period.last : today;
  const unit = volumeUnit(lengthDays({ first, last }));
  const sums = new Map<string, number>();
  for (const { day, came, n } of within) {
    const at = `${startOf(unit, day)} ${came}`;
    sums.set(at, (sums.get(at) ?? 0) + n);
  }
  const buckets: VolumeBucket[] = [];
  for (let start = startOf(unit, first); start <= last; start = nextStart(unit, start)) {
    const end = addDays(nextStart(unit, start), -1);
    const isCut = (!isOpen && start < period.first) || end > period.last;
    buckets.push({
      first: start,
      last: end,
      // Of today nobody knows the end, and whoever looks at a day that has just begun must not see a collapse.
      state: end >= today ? 'unfinished' : isCut ? 'cut' : 'whole',
      asked: sums.get(`${start} asked`) ?? 0,
      always_on: sums.get(`${start} always_on`) ?? 0,
    });
  }
  return { unit, buckets };
};

export const sizeOfBucket = ({ asked, always_on }: VolumeBucket): number => asked + always_on;

/** All that have as many as the busiest one. */
export const busiestOnes = (volume: Volume): VolumeBucket[] => {
  const most = busiest(volume);
  return most ? volume.buckets.filter((bucket) => sizeOfBucket(bucket) === sizeOfBucket(most)) : [];
};

/** The bucket with most submissions, also where it is not over yet: it can only get more. Undefined where none has any. */
export const busiest = ({ buckets }: Volume): VolumeBucket | undefined =>
  [...buckets].filter(sizeOfBucket).sort((a, b) => sizeOfBucket(b) - sizeOfBucket(a))[0];
