import { DAY_MS, type Day, dayAt, HOUR_MS } from './calendar';
import { createRandom } from './random';

interface Rhythm {
  fromMs: number;
  days: number;
  utcOffsetHours: number;
  /** How much happens on a day, 1 on an ordinary one. */
  weightOf(day: Day): number;
  /** How much happens in each of the 24 local hours. */
  hours: readonly number[];
  seed: string;
}

/**
 * Gives the moment before which that share (0 to 1) of all that happens has happened: busy days are close together.
 * Holds one number an hour, however much happens.
 */
export const createMoments = ({ fromMs, days, utcOffsetHours, weightOf, hours, seed }: Rhythm) => {
  const until = new Float64Array(days * 24 + 1);
  let day: Day | undefined;
  let weight = 0;
  for (let hour = 0; hour < days * 24; hour++) {
    const today = dayAt(fromMs + hour * HOUR_MS, utcOffsetHours);
    if (today.number !== day?.number) {
      // No two Mondays are alike: each day has luck of its own.
      weight = Math.max(0.2, createRandom(`${seed}/day/${today.number}`).normal(1, 0.12)) * weightOf(today);
      day = today;
    }
    const local = Math.floor(fromMs / HOUR_MS + hour + utcOffsetHours) % 24;
    until[hour + 1] = until[hour]! + weight * hours[local]!;
  }
  const all = until[days * 24]!;

  return (share: number): number => {
    const wanted = share * all;
    let [low, high] = [0, days * 24];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (until[middle]! <= wanted) low = middle;
      else high = middle;
    }
    const within = (wanted - until[low]!) / (until[low + 1]! - until[low]! || 1);
    return Math.min(fromMs + days * DAY_MS, Math.floor(fromMs + (low + within) * HOUR_MS));
  };
};
