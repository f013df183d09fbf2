import type { FeedbackRecord } from '../contract';
import { searchable } from '../search/fold';

/** The words of a theme as they are stored: a JSON list. */
export interface ThemeWords {
  id: string;
  words: string;
}

/** What somebody wrote, folded, without what they chose and the page that they were on; empty where they wrote nothing. */
export const themeText = ({ answers }: FeedbackRecord): string =>
  searchable(
    answers
      .filter(({ type }) => type === 'text')
      .map(({ value }) => String(value))
      .join('\n'),
  ).trim();

/** Whether a folded text holds one of the words of a theme. */
export const holdsAny = ({ words }: ThemeWords): ((text: string) => boolean) => {
  const folded = (JSON.parse(words) as string[]).map(searchable).filter(Boolean);
  return (text) => folded.some((word) => text.includes(word));
};
