import { ALONE_PX, type Layout } from '../figures/layouts';
import { widthOf } from '../figures/text-width';
import { count } from '../format';
import { sizeOfBucket, type VolumeBucket } from './volume';

/** Above a bar, what its number takes with the air around it. */
export const NUMBER_PX = 20;
/** Numbers stand on the bars while each has room for one; on a phone that is on the highest alone. */
const MOST_NUMBERS = 16;
/** Between a number and a line beside it. */
const AIR_PX = 3;

interface Bar {
  bucket: VolumeBucket;
  /** The middle, in percent of the width. */
  x: number;
}

export interface BarNumber extends Bar {
  text: string;
  anchor: 'start' | 'middle' | 'end';
  /** It has no room on a phone: shown from 56rem on. */
  isWide: boolean;
}

/** Which bars have their number on them: the highest has one always, each of a few in wide layouts. */
export const barNumbers = (
  bars: Bar[],
  { top, small }: { top: VolumeBucket | undefined; small: boolean },
): BarNumber[] => {
  const isFew = bars.length <= MOST_NUMBERS;
  return bars
    .filter(({ bucket }) => sizeOfBucket(bucket) && (bucket === top || (!small && isFew)))
    .map(({ bucket, x }) => ({
      bucket,
      x,
      text: count(sizeOfBucket(bucket)),
      // Thin bars at an edge leave their number no room on that side.
      anchor: isFew || (x > 4 && x < 94) ? 'middle' : x > 50 ? 'end' : 'start',
      isWide: bucket !== top,
    }));
};

const BEFORE = { start: 0, middle: 0.5, end: 1 };

/** Whether a line at `x` percent would cross the number in a layout in which that is shown. */
export const isBehind = ({ x: at, text, anchor, isWide }: BarNumber, x: number, layout: Layout): boolean => {
  if (isWide && (layout === 'tiny' || layout === 'narrow')) return false;
  const width = widthOf(text);
  const fromPx = -width * BEFORE[anchor] - AIR_PX;
  const offPx = ((x - at) * ALONE_PX[layout]) / 100;
  return offPx > fromPx && offPx < fromPx + width + 2 * AIR_PX;
};
