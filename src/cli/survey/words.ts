import en from '../../../widget/locales/en';
import more from '../../../widget/locales/en-more';
import questions from '../../../widget/locales/en-questions';

/** Everything that the panel says by itself, in one language. */
export type Words = typeof en & typeof more & typeof questions;

export const english: Words = { ...questions, ...more, ...en };

/** The panel's words in the language that it would take for this wish, and the tag of that language in lower case. */
export async function wordsFor(wish: string): Promise<{ tag: string; words: Words }> {
  const { spoken } = await import('../../../widget/languages');
  const { tag, words } = await spoken(wish);
  return { tag, words: { ...english, ...words } };
}
