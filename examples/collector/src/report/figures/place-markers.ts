import type { Marker } from './markers';
import { widthOf } from './text-width';

/** Rows of names above a plot, in pixels from its top to the foot of the letters. */
export const ROWS = [12, 26, 40];
/** Between a line and its name. */
export const BESIDE_LINE_PX = 4;
/** After a name, before anything else. */
const GAP_PX = 6;
/** More lines than that are louder than the curve. */
const MOST_NAMED = 12;
/** Characters of a name where there is room, and those that it keeps where there is little. */
const LONGEST = { release: 20, update: 48 };
const SHORTEST = 12;

export interface Placed {
  marker: Marker;
  /** Percent of the width. */
  x: number;
  text: string;
  /** The name begins at its line, or ends at it. */
  anchor: 'start' | 'end';
  /** Of `ROWS`; undefined where its name fits into none. */
  row: number | undefined;
}

export interface Placing {
  markers: Marker[];
  /** Percent of the width. */
  xOf: (marker: Marker) => number;
  /** How much the chart changes there. */
  changeAt?: (x: number) => number;
  widthPx: number;
}

/** What is there already: a name in its row, and its line through this row and all below. */
interface Taken {
  row: number;
  linePx: number;
  fromPx: number;
  toPx: number;
}

/**
 * Who gets room first: the release where the chart changes most, then updates, which were meant to change something, then
 * the other releases, those where it changes more before those where it changes less.
 */
const inTurn = ({ markers, xOf, changeAt = () => 0 }: Placing): Marker[] => {
  const change = (marker: Marker) => changeAt(xOf(marker));
  const releases = markers.filter(({ kind }) => kind === 'release').sort((a, b) => change(b) - change(a));
  const loudest = releases.filter((marker) => change(marker) > 0).slice(0, 1);
  return [...loudest, ...markers.filter(({ kind }) => kind === 'update'), ...releases.slice(loudest.length)];
};

const shortened = (text: string, most: number): string => {
  const characters = [...text];
  if (characters.length <= most) return text;
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
};

/** As much of a name as fits; undefined where that would say nothing. */
const cutTo = (text: string, roomPx: number): string | undefined => {
  for (let most = [...text].length; most >= Math.min(SHORTEST, [...text].length); most--) {
    const cut = shortened(text, most);
    if (widthOf(cut) <= roomPx) return cut;
  }
  return undefined;
};

/** Pixels that a name has in this row on this side of its line. */
const roomBeside = (linePx: number, row: number, anchor: Placed['anchor'], taken: Taken[], widthPx: number): number => {
  const isWithin = ({ fromPx, toPx }: Taken) => linePx > fromPx && linePx < toPx;
  // Its line would run through a name below, or it would begin within one beside.
  if (taken.some((other) => other.row >= row && isWithin(other))) return 0;
  const walls = taken.flatMap((other) => {
    if (other.row === row) return anchor === 'start' ? [other.fromPx] : [other.toPx];
    return other.row < row ? [other.linePx] : [];
  });
  const isSharing = (other: Taken) => other.row === row && linePx === (anchor === 'start' ? other.fromPx : other.toPx);
  if (taken.some(isSharing)) return 0;
  const end =
    anchor === 'start'
      ? Math.min(widthPx, ...walls.filter((wall) => wall > linePx)) - linePx
      : linePx - Math.max(0, ...walls.filter((wall) => wall < linePx));
  return end - BESIDE_LINE_PX - GAP_PX;
};

const SIDES = ['start', 'end'] as const;

/** Where most of the name fits: the first place for all of it in the order of these rows, else the one with most room. */
const bestPlace = (
  name: string,
  linePx: number,
  taken: Taken[],
  { rows, widthPx }: { rows: number[]; widthPx: number },
) => {
  const places = rows.flatMap((row) =>
    SIDES.map((anchor) => ({ row, anchor, roomPx: roomBeside(linePx, row, anchor, taken, widthPx) })),
  );
  const whole = places.find(({ roomPx }) => widthOf(name) <= roomPx);
  if (whole) return { ...whole, text: name };
  const widest = places.reduce((most, place) => (place.roomPx > most.roomPx ? place : most));
  const text = cutTo(name, widest.roomPx);
  return text === undefined ? undefined : { ...widest, text };
};

const DOWN = ROWS.map((_, row) => row);

const placeInTurn = (turn: Marker[], firstRows: number[], { xOf, widthPx }: Placing): Placed[] => {
  const taken: Taken[] = [];
  return turn.map((marker, at): Placed => {
    const rows = at ? DOWN : firstRows;
    const x = xOf(marker);
    const name = shortened(marker.label, LONGEST[marker.kind]);
    const linePx = (x * widthPx) / 100;
    const place = taken.length < MOST_NAMED ? bestPlace(name, linePx, taken, { rows, widthPx }) : undefined;
    if (!place) return { marker, x, text: name, anchor: 'start', row: undefined };
    const { row, anchor, text } = place;
    const reachPx = BESIDE_LINE_PX + widthOf(text) + GAP_PX;
    const [fromPx, toPx] = anchor === 'start' ? [linePx, linePx + reachPx] : [linePx - reachPx, linePx];
    taken.push({ row, linePx, fromPx, toPx });
    return { marker, x, text, anchor, row };
  });
};

/** Characters of the titles of updates that can be read. */
const readable = (placed: Placed[]): number =>
  placed.reduce(
    (sum, { marker, row, text }) => sum + (marker.kind === 'update' && row !== undefined ? text.length : 0),
    0,
  );

/**
 * Each marker with a row in which its name touches its own line, and neither another name nor the line of another: on a
 * plot of this width or any wider one. Of long titles as much can be read as may be: they are placed from the left or from
 * the right, and the name that comes first lies above or below them.
 */
export const placeMarkers = (placing: Placing): Placed[] => {
  const turns = [placing.markers, [...placing.markers].reverse()].map((markers) => inTurn({ ...placing, markers }));
  const ways = [DOWN, [...DOWN].reverse()].flatMap((rows) => turns.map((turn) => placeInTurn(turn, rows, placing)));
  return ways.reduce((best, way) => (readable(way) > readable(best) ? way : best));
};
