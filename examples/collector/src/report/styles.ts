import updates from '../updates/updates.css';
import views from '../views/views.css';
import figure from './figures/figure.css';
import inbox from './inbox/inbox.css';
import live from './live/live.css';
import people from './people/people.css';
import print from './print.css';
import report from './report.css';
import sections from './sections.css';
import submissions from './submissions/submissions.css';
import themes from './themes/themes.css';
import volume from './volume/volume.css';

/** All styles of the report. A part with its own has a file of its own and a line here. */
export const css = [
  report,
  sections,
  figure,
  volume,
  inbox,
  updates,
  people,
  submissions,
  themes,
  views,
  live,
  print,
].join('\n');
