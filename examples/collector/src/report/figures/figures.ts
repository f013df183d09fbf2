import type { Metric, ScaleMeaning } from '../../contract';
import type { Period } from '../../metrics/calendar';
import { type Summary, summarise } from '../../metrics/summary';
import type { FigureRow } from '../../storage/rows';
import { memberOf } from './member';
import type { Tally } from './sums';

export { memberOf };

export interface Bar {
  value: string;
  label: string;
  /** BCP 47: a value may have been chosen in another language only. */
  labelLocale: string;
  count: number;
}

/** What changed within a version; `unmarked`: some answers came with a hash of their wording and some without. */
export type SplitReason = 'question' | 'wording' | 'unmarked' | 'scale' | 'labels';

/** How a question was worded in one language. */
export interface Asked {
  locale: string;
  prompt: string;
  /** Of each value, where it was labelled. */
  labels: Map<string, string>;
  /** Its hash, where pages said one. */
  wording: string;
  /** First and last with an answer to it, where they were read. */
  days: Period | undefined;
}

/** Answers that may be counted together, and how they came out. */
export interface Figure {
  survey: string;
  version: string;
  question: string;
  mode: string;
  channel: string;
  metric: Metric;
  scale: ScaleMeaning | undefined;
  prompt: string;
  promptLocale: string;
  /** Every value of the scale, or every choice that was given. */
  bars: Bar[];
  /** What belongs to it, as `memberOf` writes it: answers of any days and parts are in this figure, or are not. */
  members: Set<string>;
  summary: Summary;
  /** Largest first. */
  locales: { locale: string; n: number }[];
  /** Present when answers of one version could not be counted together. */
  split: { part: number; of: number; why: SplitReason[] } | undefined;
  /** Largest first. */
  asked: Asked[];
}

interface Wording {
  row: FigureRow;
  tallies: Tally[];
  days: Period | undefined;
}

/** Which answers belong together is decided over all time, so that a figure is the same in every period. */
const weightOf = ({ count, always = count }: Tally): number => always;

const METRICS: Metric[] = ['ces2', 'ces1', 'csat', 'nps', 'success', 'emotion', 'helpful', 'stars', 'thumbs', 'custom'];

const groupBy = <T>(items: T[], keyOf: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
};

/** The label that most answers of a value were given under; answers under another label are set apart. Without a label an answer agrees with any. */
const partByLabel = (tallies: Tally[]): [usual: Tally[], other: Tally[]] => {
  const usual: Tally[] = [];
  const other: Tally[] = [];
  for (const sameValue of groupBy(tallies, ({ value }) => value)) {
    const labelled = sameValue.filter(({ label }) => label).sort((a, b) => weightOf(b) - weightOf(a));
    for (const tally of sameValue) (!tally.label || tally.label === labelled[0]!.label ? usual : other).push(tally);
  }
  return [usual, other];
};

/** Yes before partly before no; other choices by size. */
const CHOICES = ['yes', 'true', 'partly', 'no', 'false'];
const orderOf = ({ value }: Bar): number => (CHOICES.includes(value) ? CHOICES.indexOf(value) : CHOICES.length);

const barsOf = (scale: ScaleMeaning | undefined, tallies: (Tally & { locale: string })[]): Bar[] => {
  const values = new Map<string, Bar>();
  if (scale)
    for (let value = scale.min; value <= scale.max; value++)
      values.set(String(value), { value: String(value), label: '', labelLocale: '', count: 0 });
  for (const { value, label, locale, count } of tallies) {
    const bar = values.get(value) ?? { value, label: '', labelLocale: '', count: 0 };
    // The ends of a scale are labelled in each language: those of one are shown, not a mixture.
    const named = bar.label || (scale && locale !== tallies[0]!.locale) ? bar : { label, labelLocale: locale };
    values.set(value, { value, label: named.label, labelLocale: named.labelLocale, count: bar.count + count });
  }
  const bars = [...values.values()];
  return scale ? bars : bars.sort((a, b) => orderOf(a) - orderOf(b) || b.count - a.count);
};

/** The label that a value was given under most. */
const labelsOf = (tallies: Tally[]): Map<string, string> =>
  new Map(
    groupBy(
      tallies.filter(({ label }) => label),
      ({ value }) => value,
    ).map((same) => {
      const [usual] = same.sort((a, b) => weightOf(b) - weightOf(a));
      return [usual!.value, usual!.label];
    }),
  );

const askedOf = ({ row, tallies, days }: Wording): Asked => ({
  locale: row.locale,
  prompt: row.prompt,
  labels: labelsOf(tallies),
  wording: row.wording,
  days,
});

const figureOf = (wordings: Wording[], split: Figure['split']): Figure => {
  // The largest locale comes first and lends its prompt and labels.
  const sized = wordings
    .map((wording) => ({
      ...wording,
      n: wording.tallies.reduce((sum, { count }) => sum + count, 0),
      always: wording.tallies.reduce((sum, tally) => sum + weightOf(tally), 0),
    }))
    .sort((a, b) => b.always - a.always);
  const { row } = sized[0]!;
  const scale: ScaleMeaning | undefined = row.scale ? JSON.parse(row.scale) : undefined;
  const tallies = sized.flatMap((wording) =>
    wording.tallies.map((tally) => ({ ...tally, locale: wording.row.locale })),
  );
  const bars = barsOf(scale, tallies);
  const always = tallies.map((tally) => ({ value: tally.value, count: weightOf(tally) }));
  return {
    survey: row.survey_id,
    version: row.survey_version,
    question: row.question,
    mode: row.mode,
    channel: row.channel,
    metric: row.metric as Metric,
    scale,
    prompt: row.prompt,
    promptLocale: row.locale,
    bars: scale ? bars : bars.filter(({ count }) => count),
    members: new Set(tallies.map(memberOf)),
    summary: summarise(row.metric as Metric, scale, bars, always),
    locales: groupBy(sized, (wording) => wording.row.locale)
      .map((same) => ({
        locale: same[0]!.row.locale,
        n: same.reduce((sum, { n }) => sum + n, 0),
      }))
      .filter(({ n }) => n),
    split,
    asked: sized.map(askedOf),
  };
};

/** How a question was worded in its language: what the page says of it, else the prompt. A prompt never looks like a hash. */
const wordingOf = ({ row }: Wording): string => row.wording || `"${row.prompt}`;

/** All that shares survey, version, question, mode and channel: one figure, or several where wording or scale changed within it. */
const figuresOfKey = (wordings: Wording[]): Figure[] => {
  const why = new Set<SplitReason>();
  const scaleOf = ({ row }: Wording) => `${row.metric}\n${row.scale}`;
  const sameQuestion = groupBy(wordings, (one) => `${one.row.locale}\n${scaleOf(one)}`);
  const parts = sameQuestion.flatMap((alike) => {
    const inOrder = alike.sort((a, b) => Number(new Date(a.row.first_seen)) - Number(new Date(b.row.first_seen)));
    const worded = [...new Set(inOrder.map(wordingOf))];
    /** Hashes are counted among hashes and prompts among prompts: the two never meet in one figure. */
    const nth = (one: Wording) => {
      const wording = wordingOf(one);
      const alike = worded.filter((it) => it.startsWith('"') === wording.startsWith('"'));
      return `${one.row.wording ? 'hash' : 'prompt'} ${alike.indexOf(wording)}`;
    };
    const hashed = inOrder.filter(({ row }) => row.wording).length;
    if (worded.length > 1) why.add(!hashed ? 'question' : hashed < inOrder.length ? 'unmarked' : 'wording');
    return inOrder.flatMap((one) => {
      // The labels are part of the hash; without one the answers of each value have to agree on theirs.
      const [usual, other] = one.row.wording ? [one.tallies, []] : partByLabel(one.tallies);
      if (other.length) why.add('labels');
      // Locales meet in one figure by the how-manieth wording it is of its locale.
      const slot = `${scaleOf(one)}\n${nth(one)}`;
      return [
        { slot, wording: { ...one, tallies: usual } },
        { slot: `${slot}\nother labels`, wording: { ...one, tallies: other } },
      ].filter(({ wording }) => wording.tallies.length);
    });
  });
  if (new Set(wordings.map(scaleOf)).size > 1) why.add('scale');
  const slots = groupBy(parts, ({ slot }) => slot);
  return slots.map((slot, index) =>
    figureOf(
      slot.map(({ wording }) => wording),
      slots.length > 1 ? { part: index + 1, of: slots.length, why: [...why] } : undefined,
    ),
  );
};

/**
 * Figures in the order of their metrics, the largest first.
 * @param days of wordings by their hash, see `readAskedDays`
 */
export const buildFigures = (rows: FigureRow[], tallies: Tally[], days?: Map<string, Period>): Figure[] => {
  const byFigure = new Map(groupBy(tallies, ({ figure }) => figure).map((list) => [list[0]!.figure, list]));
  const wordings = rows.map((row) => ({
    row,
    tallies: byFigure.get(row.figure) ?? [],
    days: days?.get(row.figure),
  }));
  const keyOf = ({ row }: Wording) =>
    JSON.stringify([row.survey_id, row.survey_version, row.question, row.mode, row.channel]);
  return groupBy(wordings, keyOf)
    .flatMap(figuresOfKey)
    .sort((a, b) => METRICS.indexOf(a.metric) - METRICS.indexOf(b.metric) || b.summary.n - a.summary.n);
};
