import { Hono } from 'hono';
import { html } from 'hono/html';
import { localDay } from '../../metrics/local-day';
import { COUNT_WAIT_MS, type ReportApp, type ReportContext } from '../context';
import { readMarkers } from '../figures/markers';
import { periodQuery, periodWords, readPeriod } from '../figures/period';
import { periodForm } from '../figures/period-form';
import { count } from '../format';
import { projectAddress, projectFrame } from '../frame';
import { readFigureHashes, readVolume } from './read-volume';
import { sizeOfBucket, volumeOf } from './volume';
import { volumeChart, volumeFinding, volumeLegend, volumeTable } from './volume-chart';

/** `/p/:project/volume`: how much came, and when. */
export const volumeRoutes = ({ store, projects, clock, missing, rolling }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;

  app.get('/p/:project/volume', async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return missing(c, 'There is no project of this name.');
    const timeZone = projects[project]!.timeZone ?? 'UTC';
    const today = localDay(clock(), timeZone);
    const period = readPeriod(c.req.query(), today);
    const complete = await rolling.counted(project, COUNT_WAIT_MS);
    const [days, hashes] = await Promise.all([
      readVolume(database, project, period),
      readFigureHashes(database, project),
    ]);
    const markers = await readMarkers({ database, project, hashes, period, timeZone });
    const volume = volumeOf(days, period, today, period.name === 'all');
    const view = { volume, markers };
    const all = volume.buckets.reduce((sum, bucket) => sum + sizeOfBucket(bucket), 0);
    return c.html(
      projectFrame({
        person: c.get('person'),
        projects: names,
        project,
        section: '',
        title: `Submissions · ${project}`,
        body: html`<p class="back"><a href="${projectAddress(project)}?${new URLSearchParams(periodQuery(period))}">All figures of ${project}</a></p>
      <div class="title"><h1>Submissions</h1><p>${count(all)} (${periodWords(period)})</p></div>
      ${periodForm(period, `${projectAddress(project)}/volume`, [], timeZone)}
      ${!complete && html`<p class="note">Not everything is counted yet: the numbers will grow. Look again in a moment.</p>`}
      ${
        all
          ? html`<section class="figure" aria-labelledby="by-unit">
        <header><h2 id="by-unit">By ${volume.unit}</h2>${volumeLegend}</header>
        ${volumeFinding(volume)}
        ${volumeChart(view)}
        ${volumeTable(view)}
      </section>`
          : html`<p class="empty">Nothing was sent in this period. <a href="${projectAddress(project)}/volume?period=all">Show all time</a></p>`
      }`,
      }),
    );
  });
  return app;
};
