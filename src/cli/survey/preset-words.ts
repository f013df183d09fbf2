import en from '../../../widget/locales/en';
import more from '../../../widget/locales/en-more';

/** What the presets ask, in English: a preview shows a preset as most of its readers know it. */
export const presetWords = { ...more, ...en };
