import type { Survey, SurveyInput, WrittenSurvey } from '../../contract/types';
import { cesSurvey } from '../../survey/ces';
import { presets } from '../../survey/presets';
import { inWords } from '../../survey/ready';
import { english, type Words } from './words';

/** A survey as the panel asks it: presets and ready questions written out in the panel's words. */
export function whole(input: SurveyInput, name: string, words: Words = english): Survey {
  const { preset, ...changes } = (typeof input === 'string' ? { preset: input } : input) as { preset?: string };
  if (!preset) {
    const { questions, ...rest } = input as WrittenSurvey;
    return { ...rest, questions: inWords(questions, words) };
  }
  const all: { [name: string]: Survey } = { ...presets(words), ces: cesSurvey(words) };
  const own = all[preset]!;
  return { ...own, id: name, ...changes, questions: own.questions, pages: own.pages } as Survey;
}
