import type { Survey } from '../src/contract/types';
import { fieldOf } from '../src/survey/field-of';
import { needsOf } from '../src/survey/needs';
import type { PanelHost } from '../src/survey/panel-host';
import { fieldFile, flowFile } from './field-files';
import type { Flow } from './flow/flow';
import type { Locale } from './locales/en';
import { surveyFrom } from './survey-from';

/** A survey as the panel shows it: with what it adds to the panel, where it is more than questions on one page. */
export type MadeSurvey = Survey & { course?: Flow };

/** The survey that a host asked for, with the files that its questions need: each is loaded with the first survey that has one. */
export async function madeSurvey(
  host: PanelHost,
  words: Locale,
  kit: unknown[],
  add: (css: string) => void,
): Promise<MadeSurvey> {
  const survey: MadeSurvey = surveyFrom(host.survey, words);
  // a file may say anything
  delete survey.course;
  if (host.answers) {
    // nobody but the visitor agrees to anything
    const ticks = survey.questions.filter(({ type }) => type === 'consent').map(({ id }) => id);
    const known = Object.fromEntries(Object.entries(host.answers).filter(([id]) => !ticks.includes(id)));
    host.draft = { values: { ...known, ...host.draft?.values } };
  }
  const [needed, ...names] = needsOf(survey);
  if (!needed) return survey;
  // conditions may ask for what only the extras know; they come at idle, or not at all
  for (let tries = 0; !host.facts && tries < 20; tries++) await new Promise((go) => setTimeout(go, 50));
  const [flow, ...files] = await Promise.all([flowFile(), ...names.map(fieldFile)]);
  for (const file of [flow, ...files]) file.take(kit);
  for (const css of [flow.css, ...files.map(({ field }) => field.css)]) if (css) add(css);
  survey.course = flow.flowOf(
    survey,
    host,
    Object.fromEntries(files.map(({ field }, at) => [names[at], field])),
    fieldOf,
  );
  return survey;
}
