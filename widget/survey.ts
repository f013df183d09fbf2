import { cesSurvey } from '../src/survey/ces';
import type { PanelHost } from '../src/survey/panel-host';
import { kit } from './kit';
import type { Locale } from './locales/en';
import { add, themes } from './look';
import type { MadeSurvey } from './made-survey';
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

/** Makes ready a theme by its name. One that could not be loaded keeps nobody from the form, which is light then. */
export const wear = async (name: string) => {
  themes[name] ??= await more()
    .then(({ themeText }) => themeText(name))
    .catch(() => undefined);
};

/** The survey that a host asked for. A plain CES dialog stands at once; anything else waits for the second chunk. */
export const resolveSurvey = async (host: PanelHost, words: () => Locale): Promise<MadeSurvey> =>
  host.survey === 'ces' && host.layout === 'dialog' && !host.requireConsent && !host.answers
    ? cesSurvey(words())
    : (await more()).madeSurvey(host, words(), kit, add);
