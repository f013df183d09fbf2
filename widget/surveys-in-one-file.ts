import type * as flow from './flow';
import type { FieldFile } from './kit';
import type { QuestionWords } from './locales/en-questions';

/** What `earshot.surveys.js` leaves for the file behind it. */
interface SurveysFile {
  /** What Korean says in them; English comes with the flow. */
  ko(): Promise<{ questions: QuestionWords }>;
  flow(): Promise<typeof flow>;
  fields: { [name: string]: () => Promise<FieldFile> };
}

export const surveysFile = () => (globalThis as { earshotSurveys?: SurveysFile }).earshotSurveys;

/** Pages and questions, where a script before this one brought them; says which file that is where none did. */
export function surveysOnPage() {
  const earshotSurveys = surveysFile();
  if (!earshotSurveys) throw new Error('Earshot: this survey needs earshot.surveys.js before this file');
  return earshotSurveys;
}
