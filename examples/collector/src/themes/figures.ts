import { type Caution, cautionOf } from '../metrics/caution';
import { type Difference, shareDifference } from '../metrics/difference';
import { holm } from '../metrics/holm';
import { type Interval, inPercent } from '../metrics/interval';
import { wilson } from '../metrics/proportion';
import { type Summary, summarise } from '../metrics/summary';
import { type Figure, memberOf } from '../report/figures/figures';
import type { Given, Held } from './read-sums';

/** How large a theme is: of those that wrote something, and against the days before. */
export interface ThemeFigures {
  /** Submissions in it within the period. */
  n: number;
  /** Percent of all submissions with words; none below 10 of them. */
  share: { value: number; interval: Interval; caution: Caution } | undefined;
  /** Of the share, now minus before, in points; none below 10 texts on either side. `adjusted`: its p among all themes (`adjustChanges`). */
  change: (Difference & { caution: Caution; adjusted: number }) | undefined;
  /** What those in it gave in the main figure; undefined where there is no such figure. */
  score: Summary | undefined;
}

/** Fewer are no figure (MEASUREMENT.md). */
const LEAST = 10;

/** The figure that most people of the period are in, of those with a scale. */
export const mainFigure = (figures: Figure[]): Figure | undefined =>
  figures
    .filter(({ scale }) => scale)
    .reduce<Figure | undefined>((most, one) => (!most || one.summary.n > most.summary.n ? one : most), undefined);

/** The hashes that the answers of a figure are stored by, one for each language and wording. */
export const hashesOf = (figure: Figure | undefined): Set<string> =>
  new Set([...(figure?.members ?? [])].map((member) => (JSON.parse(member) as string[])[0]!));

export interface Counted {
  now: Held | undefined;
  /** Undefined where nothing is compared. */
  before: Held | undefined;
  textsNow: number;
  textsBefore: number | undefined;
}

const share = (hits: number, texts: number) => ({
  value: (100 * hits) / texts,
  interval: inPercent(wilson(hits, texts)),
  caution: cautionOf(texts),
});

const change = (hits: number, texts: number, earlier: number, textsBefore: number) => {
  const found = shareDifference(hits, texts, earlier, textsBefore);
  const adjusted = Math.max(found.p, found.permutationP);
  return { ...found, adjusted, caution: cautionOf(Math.min(texts, textsBefore)) };
};

/** Holm over all that are looked at together: of a hundred themes some change by chance alone. `k`: how many are compared. */
export const adjustChanges = (all: ThemeFigures[]): { k: number; figures: ThemeFigures[] } => {
  const { k, adjusted } = holm(all.flatMap((one) => (one.change ? [one.change.adjusted] : [])));
  const rest = adjusted[Symbol.iterator]();
  const figures = all.map((one) =>
    one.change ? { ...one, change: { ...one.change, adjusted: rest.next().value! } } : one,
  );
  return { k, figures };
};

export const themeFigures = (
  { now, before, textsNow, textsBefore }: Counted,
  given: Given[],
  main: Figure | undefined,
): ThemeFigures => {
  // What was put in by hand a moment ago may not be among all texts yet.
  const hits = Math.min(now?.texts ?? 0, textsNow);
  const earlier = Math.min(before?.texts ?? 0, textsBefore ?? 0);
  const comparable = textsBefore !== undefined && textsBefore >= LEAST && textsNow >= LEAST;
  return {
    n: now?.all ?? 0,
    share: textsNow >= LEAST ? share(hits, textsNow) : undefined,
    change: comparable ? change(hits, textsNow, earlier, textsBefore) : undefined,
    score:
      main &&
      summarise(
        main.metric,
        main.scale,
        given.filter((tally) => main.members.has(memberOf(tally))),
        main.bars,
      ),
  };
};
