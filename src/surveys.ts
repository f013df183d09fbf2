import { noteAnswers } from './triggers/asked';
import { createPrompts } from './triggers/prompts';

/**
 * `earshot.surveys.js`: surveys as data for `earshot.full.js` and `earshot.webview.js`, as one classic script to be put
 * before either: what opens them by itself, pages, conditions, and the questions that no preset asks. A page that opens
 * presets does without it.
 */
(globalThis as { earshotSurveys?: unknown }).earshotSurveys = {
  createPrompts(...given: Parameters<typeof createPrompts>) {
    return { ...createPrompts(...given), noteAnswers: () => noteAnswers(given[0], given[1]) };
  },
  ko: () => import('../widget/locales/ko-questions'),
  flow: () => import('../widget/flow'),
  // one line a file in widget/fields
  fields: {
    boolean: () => import('../widget/fields/boolean'),
    choices: () => import('../widget/fields/choices'),
    consent: () => import('../widget/fields/consent'),
    contact: () => import('../widget/fields/contact'),
    date: () => import('../widget/fields/date'),
    file: () => import('../widget/fields/file'),
    line: () => import('../widget/fields/line'),
    matrix: () => import('../widget/fields/matrix'),
    number: () => import('../widget/fields/number'),
    ranking: () => import('../widget/fields/ranking'),
    stars: () => import('../widget/fields/stars'),
    statement: () => import('../widget/fields/statement'),
    thumbs: () => import('../widget/fields/thumbs'),
  },
};
