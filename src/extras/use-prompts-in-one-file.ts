import type { Survey } from '../contract/types';
import type { createPrompts as CreatePrompts } from '../triggers/prompts';
import type { usePrompts as UsePrompts } from './use-prompts';

/**
 * In place of use-prompts.ts in one file: `earshot.surveys.js` before it brings them. Without that nothing opens by itself,
 * a survey that wants to is named once, and no answer is noted for prompts of other pages.
 */
export const usePrompts: typeof UsePrompts = (engine, memory, events, person) => {
  const { earshotSurveys } = globalThis as { earshotSurveys?: { createPrompts: typeof CreatePrompts } };
  if (earshotSurveys) return earshotSurveys.createPrompts(engine, memory, events, person);
  const named: string[] = [];
  const look = () => {
    for (const [name, survey] of Object.entries(engine.settings.surveys)) {
      if (!(Object(survey) as Partial<Survey>).trigger || named.includes(name)) continue;
      named.push(name);
      engine.emit('error', { code: 'trigger', survey: name, message: 'needs earshot.surveys.js before this file' });
    }
  };
  look();
  return { look, track: () => {} };
};
