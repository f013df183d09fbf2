import type { SurveyInput } from '../src/contract/types';
import { flowMisfits } from './flow/misfit';
import en from './locales/en';
import more from './locales/en-more';
import questions from './locales/en-questions';
import { surveyFrom } from './survey-from';

const words = { ...questions, ...more, ...en };

/**
 * What keeps the surveys of a page from being asked as their author means them, in sentences with their paths: of each the
 * first that is malformed, or else all that does not fit together. A form would throw the first at its first visitor. Loaded with `debug` only. Takes any values, and never throws.
 */
export const problemsIn = (surveys: { [name: string]: unknown }): string[] =>
  Object.entries(surveys).flatMap(([name, given]) => {
    const input = (typeof given === 'object' ? { id: name, ...given } : given) as SurveyInput;
    try {
      return flowMisfits(surveyFrom(input, words)).map((why) => `survey "${name}": ${why}`);
    } catch (error) {
      return `survey "${name}": ${(error as Error).message.replace(/^Earshot: (survey ".*?": )?/, '')}`;
    }
  });
