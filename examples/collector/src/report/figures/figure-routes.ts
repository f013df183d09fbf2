import { Hono } from 'hono';
import { localDay } from '../../metrics/local-day';
import { isReason } from '../../rollup/dimensions';
import { COUNT_WAIT_MS, type ReportApp, type ReportContext } from '../context';
import { isShown } from './breakdown';
import { nameOf, readFigureName, sameFigure } from './figure-address';
import { figurePage } from './figure-page';
import { changeOf, daysOf, hashesOf, partOf, rateOf, readingOf, trendOf } from './figure-reading';
import { buildFigures } from './figures';
import { readPeriod } from './period';
import { readDimensions, readFigures, readKeys, readReleases, readTraffic } from './sums';
import { readTrendDays } from './trend-days';

const USUAL_BY = ['touchpoint', 'page', 'device', 'locale'];

/** `/p/:project/figure`: one figure over time and in parts. */
export const figureRoutes = ({ store, projects, clock, missing, rolling }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;

  app.get('/p/:project/figure', async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return missing(c, 'There is no project of this name.');
    const query = c.req.query();
    const timeZone = projects[project]!.timeZone ?? 'UTC';
    const today = localDay(clock(), timeZone);
    const period = readPeriod(query, today);
    const complete = await rolling.counted(project, COUNT_WAIT_MS);
    const found = await readFigures(database, project, period, undefined, period);
    const wanted = readFigureName(query);
    const figure = buildFigures(found.figures, found.tallies).find((one) => sameFigure(nameOf(one), wanted));
    if (!figure)
      return complete
        ? missing(c, 'There is no such figure. Its answers may have been erased.')
        : missing(c, 'This figure is not counted yet. Look again in a moment.');

    const hashes = hashesOf([figure]);
    const person = c.get('person');
    const dimensionNames = (await readDimensions(database, project, period, period)).filter((name) =>
      isShown(person, name),
    );
    const asked = (query['by'] ?? '').replaceAll('\0', '');
    const usual = [...USUAL_BY, ...dimensionNames.filter((name) => !isReason(name))];
    const by =
      dimensionNames.includes(asked) && !isReason(asked)
        ? asked
        : (usual.find((name) => dimensionNames.includes(name)) ?? '');
    const askedKey = query['key']?.replaceAll('\0', '');
    const key = by && by === asked && askedKey !== undefined && isShown(person, askedKey) ? askedKey : undefined;
    const reading = readingOf(period, today);
    const [days, keyDays, tallies, releases, traffic] = await Promise.all([
      readTrendDays(database, project, [figure], reading, undefined, period),
      key === undefined
        ? undefined
        : readTrendDays(database, project, [figure], reading, { dimension: by, key }, period),
      by ? readKeys(database, project, hashes, period, by, period) : [],
      readReleases(database, project, hashes, period, period),
      readTraffic(database, project, period),
    ]);
    const reasons = await Promise.all(
      dimensionNames.filter(isReason).map(async (dimension) => ({
        dimension,
        tallies: await readKeys(database, project, hashes, period, dimension, period),
      })),
    );
    const counts = daysOf(figure, keyDays ?? days);
    return c.html(
      figurePage({
        person,
        projects: names,
        project,
        timeZone,
        complete,
        address: c.req.url,
        period,
        figure,
        shown: keyDays ? partOf(figure, counts, period) : figure,
        trend: trendOf(figure, counts, period, today),
        change: changeOf(figure, counts, period, today),
        rate: rateOf(figure, traffic),
        markers: releases.map(({ release, day }) => ({ label: release, day })),
        dimensionNames,
        by,
        // What was asked for, and is not there.
        missing: asked && asked !== by ? asked : undefined,
        key,
        tallies,
        reasons,
      }),
    );
  });
  return app;
};
