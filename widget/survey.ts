import type { Survey } from '../src/contract/types';
import { cesSurvey } from '../src/survey/ces';
import type { PanelHost } from '../src/survey/panel-host';
import type { Locale } from './locales/en';

/** The second chunk. */
export const more = () => import('./more');

/** The survey that a host asked for. A plain CES dialog stands at once; anything else waits for the second chunk. */
export const resolveSurvey = async (
  { survey, layout, requireConsent }: PanelHost,
  words: () => Locale,
): Promise<Survey> =>
  survey === 'ces' && layout === 'dialog' && !requireConsent
    ? cesSurvey(words())
    : (await more()).madeSurvey(survey, words());
