import type { Survey } from '../src/contract/types';
import { cesSurvey } from '../src/survey/ces';
import type { PanelHost } from '../src/survey/panel-host';
import type { Locale } from './locales/en';
import { add } from './look';
import { parts } from './parts';

/**
 * The second chunk. It imports nothing from this one, which may have come under another URL (`rollup.plugins.mjs`,
 * ownCopies): what it adds is taken over here.
 */
export const more = async () => {
  const module = await import('./more');
  Object.assign(parts, module.parts);
  add(module.css);
  return module;
};

/** The survey that a host asked for. A plain CES dialog stands at once; anything else waits for the second chunk. */
export const resolveSurvey = async (
  { survey, layout, requireConsent }: PanelHost,
  words: () => Locale,
): Promise<Survey> =>
  survey === 'ces' && layout === 'dialog' && !requireConsent
    ? cesSurvey(words())
    : (await more()).madeSurvey(survey, words());
