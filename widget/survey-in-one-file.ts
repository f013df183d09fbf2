import type { PanelHost } from '../src/survey/panel-host';
import { kit } from './kit';
import type { Locale } from './locales/en';
import { add, themes } from './look';
import type { MadeSurvey } from './made-survey';
import { css, madeSurvey, themeText } from './more';

add(css);

export const wear = async (name: string) => {
  themes[name] ??= await themeText(name);
};

/** In place of survey.ts in `earshot.full.js`, where the second chunk is in the same file. */
export const more = async () => {};

export const resolveSurvey = async (host: PanelHost, words: () => Locale): Promise<MadeSurvey> =>
  madeSurvey(host, words(), kit, add);
