import type { Person } from '../../accounts/person';
import type { Day } from '../../metrics/calendar';
import { latestPerRespondent } from '../../metrics/respondents';
import { isReason } from '../../rollup/dimensions';
import { isFactor } from '../../rollup/factors';
import type { Store } from '../../storage/store';
import { countPeople, type GivenAnswer, latestOfEach, localesOf, readAnswers } from './answers';
import { readAskedDays } from './asked-days';
import { siblingsOf } from './differs';
import { type FigureName, nameOf, sameFigure } from './figure-address';
import { changeOf, daysOf, hashesOf, partOf, rateOf, readingOf, trendOf } from './figure-reading';
import { buildFigures, type Figure } from './figures';
import { isImported, readImportedDimensions } from './imported';
import { readMarkers } from './markers';
import { isShown } from './parts';
import type { Per } from './people-line';
import type { ReportPeriod } from './period';
import { answersSource, type Source, sumsSource } from './source';
import { readDimensions, readFigures, readTraffic } from './sums';

const USUAL_BY = ['touchpoint', 'page', 'device', 'locale'];

/** What the address of a page asks for. */
export interface FigureAsked {
  name: FigureName;
  period: ReportPeriod;
  today: Day;
  per: Per;
  by: string;
  key: string | undefined;
}

export interface FigureReader {
  database: Store['database'];
  project: string;
  /** IANA. */
  timeZone: string;
  person: Person;
}

/** Not a thing to break a figure down by: how it goes with the score stands in lists of its own. */
const isBeside = (dimension: string): boolean => isReason(dimension) || isFactor(dimension);

/** Everything that the page of one figure shows; undefined where there is no such figure. */
export const readFigurePage = async (reader: FigureReader, asked: FigureAsked) => {
  const { database, project, timeZone, person } = reader;
  const { period, today } = asked;
  const found = await readFigures(database, project, period, undefined, period);
  const askedDays = await readAskedDays(database, project, found.figures, period);
  const all = buildFigures(found.figures, found.tallies, askedDays);
  const figure = all.find((one) => sameFigure(nameOf(one), asked.name));
  if (!figure) return undefined;

  const hashes = hashesOf([figure]);
  const [counted, imported, markers, traffic] = await Promise.all([
    readDimensions(database, project, period, period),
    // Of tests there are only sums, in which nothing imported is.
    period.tests ? [] : readImportedDimensions(database, project),
    readMarkers({ database, project, hashes, period, timeZone }),
    readTraffic(database, project, period),
  ]);
  const dimensionNames = [...counted, ...imported].filter((name) => isShown(person, name));
  const choices = dimensionNames.filter((name) => !isBeside(name));
  const isChoice = choices.includes(asked.by);
  const by = isChoice ? asked.by : ([...USUAL_BY, ...choices].find((name) => choices.includes(name)) ?? '');
  const key = isChoice && asked.key !== undefined && isShown(person, asked.key) ? asked.key : undefined;

  const reading = readingOf(period, today);
  const answers = await readAnswers({
    database,
    project,
    figure,
    period: { first: (reading.before ?? reading.period).first, last: period.last },
    timeZone,
    withImported: isImported(by),
  });
  const perPerson = asked.per === 'person' && answers !== undefined;
  const latest: GivenAnswer[] | undefined = perPerson ? latestPerRespondent(answers) : undefined;
  const sums = sumsSource({ database, project, figure, period, reading });
  const source: Source = latest ? answersSource(latest, period) : sums;
  // What was imported is in no sum.
  const unread = isImported(by) && !answers;
  const parts: Source = isImported(by) && answers ? answersSource(latest ?? answers, period) : source;

  const sides = reading.before ? [reading.before, reading.period] : [];
  const compared = perPerson ? answersSource(latestOfEach(answers, sides), period) : undefined;

  const [days, keyDays, comparedDays, tallies, besides] = await Promise.all([
    source.days(),
    key === undefined || unread ? undefined : parts.days({ dimension: by, key }),
    compared?.days(key === undefined ? undefined : { dimension: by, key }),
    by && !unread ? parts.keys(by) : [],
    Promise.all(
      dimensionNames
        .filter(isBeside)
        .sort()
        .map(async (dimension) => ({ dimension, tallies: await source.keys(dimension) })),
    ),
  ]);
  const whole: Figure = latest
    ? { ...partOf(figure, daysOf(figure, days), period), locales: localesOf(latest, period) }
    : figure;
  const counts = daysOf(figure, keyDays ?? days);
  return {
    figure,
    /** All answers, or each person's latest. */
    whole,
    shown: keyDays ? partOf(figure, counts, period) : whole,
    siblings: siblingsOf(figure, all),
    trend: trendOf(figure, counts, period, today),
    change: changeOf(figure, comparedDays ? daysOf(figure, comparedDays) : counts, period, today),
    rate: rateOf(figure, traffic),
    markers,
    dimensionNames: choices,
    by,
    // What was asked for, and is not there.
    missing: asked.by && asked.by !== by ? asked.by : undefined,
    key,
    unread,
    tallies,
    reasons: besides.filter(({ dimension }) => isReason(dimension)),
    factors: besides.filter(({ dimension }) => isFactor(dimension)),
    people: answers ? countPeople(answers, period) : ('too_many' as const),
    per: asked.per,
  };
};

export type FigurePageData = NonNullable<Awaited<ReturnType<typeof readFigurePage>>>;
