import type * as flow from './flow';
import type { FieldFile } from './kit';

/** What `earshot.surveys.js` leaves for the file behind it. */
export interface SurveysGlobal {
  earshotSurveys?: { flow: typeof flow; fields: { [name: string]: FieldFile } };
}

/** Pages and questions, where a script before this one brought them; says which file that is where none did. */
export function surveysOnPage() {
  const { earshotSurveys } = globalThis as SurveysGlobal;
  if (!earshotSurveys) throw new Error('Earshot: this survey needs earshot.surveys.js before this file');
  return earshotSurveys;
}
