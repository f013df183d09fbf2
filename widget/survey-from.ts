import type { Survey, SurveyInput } from '../src/contract/types';
import { cesSurvey } from '../src/survey/ces';
import { presets } from '../src/survey/presets';
import { inWords } from '../src/survey/ready';
import type { SurveyWords } from './locales/en';
import { misfit } from './misfit';

/**
 * A preset by name, JSON, or a preset with changes. What JSON leaves out gets defaults, and a version that is a number
 * becomes text, because collectors refuse a record for it. Throws with the name of an unknown preset, and with survey
 * and path where a record would be refused or JSON cannot be shown; the whole contract is checked by `earshot/contract`,
 * which no page loads.
 */
export function surveyFrom(input: SurveyInput, words: SurveyWords): Survey {
  const { preset, ...changes } = (typeof input === 'string' ? { preset: input } : input) as { preset?: string };
  const all: { [name: string]: Survey } = { ces: cesSurvey(words), ...presets(words) };
  if (preset && !Object.hasOwn(all, preset)) throw new Error(`Earshot: no survey "${preset}"`);
  const survey = {
    ...(preset ? all[preset] : { mode: 'interaction', title: words.panelTitle }),
    ...changes,
  } as Survey;
  survey.version = `${survey.version ?? 1}`;
  // what is no list is refused below
  if (Array.isArray(survey.questions)) survey.questions = inWords(survey.questions, words);
  const where = misfit(survey);
  if (where) throw new Error(`Earshot: survey "${survey.id}": ${where}`);
  return survey;
}
