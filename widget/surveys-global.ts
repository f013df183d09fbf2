import * as boolean from './fields/boolean';
import * as choices from './fields/choices';
import * as consent from './fields/consent';
import * as contact from './fields/contact';
import * as date from './fields/date';
import * as file from './fields/file';
import * as line from './fields/line';
import * as matrix from './fields/matrix';
import * as number from './fields/number';
import * as ranking from './fields/ranking';
import * as stars from './fields/stars';
import * as statement from './fields/statement';
import * as thumbs from './fields/thumbs';
import * as flow from './flow';
import type { SurveysGlobal } from './surveys-in-one-file';

/**
 * `earshot.surveys.js`: pages, conditions and every question that no preset asks, as one classic script to be put before
 * `earshot.full.js` or `earshot.webview.js`. A page whose surveys are the presets does without it.
 */
(globalThis as SurveysGlobal).earshotSurveys = {
  flow,
  fields: { boolean, choices, consent, contact, date, file, line, matrix, number, ranking, stars, statement, thumbs },
};
